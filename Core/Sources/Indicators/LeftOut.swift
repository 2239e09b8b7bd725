/// Why an entry of a list, or a part of it, is not looked for. Each is counted and said; a report calls it by
/// its raw value.
public enum LeftOut: String, CaseIterable, Error, Hashable, Sendable {
  case notForDetection, revoked, deleted, neverValid
  case otherPattern, joinedConditions, otherComparison, notOnTheWire, unreadablePattern
  case invalidValue, tooWide, noHost, foreignLetters, singleLabel, otherHash, otherFingerprint, tooLong
  case tooOften, noIndicator

  /// What they are, in the plural.
  public var text: String {
    switch self {
    case .notForDetection: "not meant for detection (to_ids is false)"
    case .revoked: "revoked"
    case .deleted: "deleted"
    case .neverValid: "valid until before they are valid"
    case .otherPattern: "patterns of another language than STIX"
    case .joinedConditions: "conditions that hold only together or in an order of time"
    case .otherComparison: "comparisons other than =, IN and ISSUBSET"
    case .notOnTheWire: "about things that packets do not show"
    case .unreadablePattern: "patterns that cannot be read"
    case .invalidValue: "values that are not what their type says"
    case .tooWide: "networks wider than /8 (IPv4) or /16 (IPv6)"
    case .noHost: "addresses that no single host has"
    case .foreignLetters: "names outside ASCII (the wire shows them as xn--)"
    case .singleLabel: "names without a dot"
    case .otherHash: "hashes other than MD5, SHA-1 and SHA-256"
    case .otherFingerprint: "fingerprints other than JA4 of a TLS client"
    case .tooLong: "longer than a list may be in one place"
    case .tooOften: "the same value again and again"
    case .noIndicator: "neither address, name, URL, JA4 nor hash"
    }
  }
}

/// One list that was read: what it is, and what of it is not looked for.
public struct IndicatorSource: Sendable {
  public enum Format: String, Sendable {
    case stix, misp, csv
  }

  public struct Omission: Equatable, Sendable {
    public var reason: LeftOut
    public var count: Int
    /// The line of the first one.
    public var line: Int
  }

  /// As the user named it.
  public var name: String
  public var format: Format
  /// Entries of which at least a part is looked for.
  public var indicators = 0
  /// In the order of the reasons; empty where all of it is looked for.
  public var omissions: [Omission] = []

  /// One line for a person; nil where nothing was left out.
  public var notice: String? {
    guard !omissions.isEmpty else { return nil }
    var text = "\(name): looks for \(indicators) of the list's indicators; left out:"
    for (number, omission) in omissions.enumerated() {
      text += number == 0 ? " " : "; "
      text += "\(omission.count): \(omission.reason.text)"
      text += omission.count == 1 ? " (line \(omission.line))" : " (first in line \(omission.line))"
    }
    return text
  }
}
