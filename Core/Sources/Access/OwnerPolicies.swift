import Authorization

/// The policies of a plant's owner as one set of files, within limits: it holds whole or not at all.
///
/// A set can add permits and forbids and take none of the shipped policies away: a forbid wins, so the
/// shipped ones hold whatever a set permits.
public struct OwnerPolicies: Hashable, Sendable {
  public static let fileLimit = 64
  /// All files together.
  public static let octetLimit = 256 << 10
  public static let policyLimit = 1_000
  public static let nameLimitOctets = 64
  /// Of an `@id`: the ledger names the policy that decided by it.
  public static let idLimitOctets = 128

  /// In the order of their names' octets.
  public let files: [PolicyFile]

  public static let none = OwnerPolicies(files: [])

  private init(files: [PolicyFile]) { self.files = files }

  /// Reads the files and holds each policy strictly against the schema.
  ///
  /// - Returns: the set, and all policies of the plant with it
  /// - Throws: the first thing that is wrong, with its file and place
  public static func read(
    _ files: [PolicyFile], by model: AccessModel
  ) throws(AccessPolicyError) -> (set: OwnerPolicies, all: AccessPolicies) {
    let files = files.sorted { Text($0.name) < Text($1.name) }
    try check(files)
    let all = try AccessPolicies(ShippedPolicies.files + files, by: model)
    var count = 0
    for policy in all.policies {
      guard let rule = all.rules[policy.id], rule.origin == .owner else { continue }
      count += 1
      guard count <= policyLimit else { throw rule.error("more than \(policyLimit) policies") }
      try check(rule, model, policy)
    }
    return (OwnerPolicies(files: files), all)
  }

  /// Whether a file of a set may have this name: letters, digits, `.`, `_` and `-`, ending in `.cedar`.
  public static func isName(_ name: String) -> Bool {
    let octets = Array(name.utf8)
    return octets.count <= nameLimitOctets && octets.count > 6 && name.hasSuffix(".cedar")
      && octets.first != UInt8(ascii: ".")
      && octets.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  private static func check(_ files: [PolicyFile]) throws(AccessPolicyError) {
    var octets = 0
    for (number, file) in files.enumerated() {
      octets += file.text.count
      let fault: String? =
        if !isName(file.name) {
          "a file's name has letters, digits, '.', '_' and '-', ends in .cedar, "
            + "and is no longer than \(nameLimitOctets) octets"
        } else if ShippedPolicies.files.contains(where: { $0.name == file.name }) {
          "a shipped file has this name"
        } else if number > 0, files[number - 1].name == file.name {
          "two files of the set have this name"
        } else if number >= fileLimit {
          "more than \(fileLimit) files"
        } else if octets > octetLimit {
          "more than \(octetLimit) octets with the files before it"
        } else {
          nil
        }
      if let fault { throw AccessPolicyError(file: file.name, message: fault) }
      try checkText(of: file)
    }
  }

  /// What a person reads is what holds: no sign that a terminal obeys, none that turns text round.
  private static func checkText(of file: PolicyFile) throws(AccessPolicyError) {
    var line = 1
    for scalar in String(decoding: file.text, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0A: line += 1
      case 0x09, 0x0D: continue
      case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        throw AccessPolicyError(
          file: file.name,
          message: "line \(line): the character U+\(String(scalar.value, radix: 16, uppercase: true)), "
            + "which nobody sees")
      default: continue
      }
    }
  }

  private static func check(
    _ rule: AccessRule, _ model: AccessModel, _ policy: Policy
  ) throws(AccessPolicyError) {
    let id = rule.id.octets.dropFirst(PolicyFile.ownerMark.octets.count)
    guard (1...idLimitOctets).contains(id.count), id.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw rule.error("an id has 1 to \(idLimitOctets) octets, letters, digits and signs without blanks")
    }
    let named: [EntityUID] =
      switch policy.action {
      case .any: []
      case .equal(let action), .in(let action): [action]
      case .inAny(let actions): actions
      }
    if let settled = named.first(where: { $0.id == "settled" || model.isSettled($0.id) }) {
      throw rule.error(
        "\(settled.id) is decided by the shipped policies alone, so that nobody is locked out: "
          + "this policy would say nothing of it")
    }
  }
}

extension AccessRule {
  fileprivate func error(_ message: String) -> AccessPolicyError {
    AccessPolicyError(file: file, message: "line \(line): \(message)")
  }
}
