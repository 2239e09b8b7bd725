import Access
import Authorization

/// Why a question of access has no answer, or that its answer is no.
struct AccessFault: Error {
  /// nil for an answer that is no.
  let words: String?

  static let denied = AccessFault(words: nil)

  init(_ words: String) { self.words = words }

  private init(words: String?) { self.words = words }
}

/// The files that an answer is made from.
struct AccessFiles {
  /// The most octets of one of them.
  static let fileLimitOctets = 64 << 20

  let facts: String
  let policies: [String]

  func decider() throws(AccessFault) -> AccessDecider {
    var own: [PolicyFile] = []
    for path in policies { own.append(PolicyFile(name: path, text: try octets(path))) }
    let entities = try octets(facts)
    let model: AccessModel
    let rules: AccessPolicies
    do throws(AccessPolicyError) {
      model = try AccessModel()
      rules = try AccessPolicies(ShippedPolicies.files + own, by: model)
    } catch {
      throw AccessFault("\(error)")
    }
    do throws(EntityError) {
      return try AccessDecider(
        model: model, policies: rules, facts: try Entities(parsing: entities, by: model.schema).entities)
    } catch {
      throw AccessFault("\(facts): \(error)")
    }
  }

  private func octets(_ path: String) throws(AccessFault) -> [UInt8] {
    do throws(ReadFault) {
      return try readOctets(path, limitOctets: Self.fileLimitOctets)
    } catch {
      throw AccessFault("\(path): \(error.message)")
    }
  }
}

extension AccessDecider {
  /// The entity that a name on the command line means: `plc-1`, or `Asset::plc-1` where two have that id.
  func find(_ name: String, _ option: String, among types: [TypeName]) throws(AccessFault) -> EntityUID {
    let found = types.map { EntityUID($0, Text(name)) }.filter(knows)
    if found.count == 1 { return found[0] }
    let typed = types.filter { name.hasPrefix("\($0.path)::") }.map {
      EntityUID($0, Text(String(name.dropFirst($0.path.string.count + 2))))
    }.filter(knows)
    if typed.count == 1 { return typed[0] }
    let kinds = types.map { $0.path.string }.joined(separator: ", ")
    guard found.isEmpty else {
      throw AccessFault(
        "\(option) \(name): more than one has this id; put its type before it: \(kinds)::\(name)")
    }
    throw AccessFault("\(option) \(name): the facts have none of that id among \(kinds)")
  }
}

extension Circumstances.Touched {
  /// Takes `40001`, `0-9` or `holding-registers 0-9`.
  init(argument: String) throws(AccessFault) {
    let words = argument.split(separator: " ").map(String.init)
    let ends = (words.last ?? "").split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(words.count), (1...2).contains(ends.count), let first = Int64(ends[0]),
      let last = Int64(ends[ends.count - 1]), first <= last
    else {
      throw AccessFault("--object \(argument): give a number or a range, with its space before it or not")
    }
    self.init(space: Text(words.count == 2 ? words[0] : ""), first: first, last: last)
  }
}
