public import Vocabulary

/// Every kind of finding in the words of one language. A second language is one more file.
public struct MessageCatalogue: Sendable {
  /// Which word of the vocabulary is asked for.
  public enum Word: Hashable, Sendable {
    case verb(Verb)
    case outcome(Outcome)
    case severity(Severity)
    case exploit(Exploit)
  }

  /// The language's tag.
  ///
  /// Source: RFC 5646.
  public let language: String
  private let messages: [Message]
  private let verbs: [String]
  private let outcomes: [String]
  private let severities: [String]
  private let vantage: @Sendable (VantageFault) -> VantageWords
  private let exploits: [String]

  /// Asks for every message and word once.
  public init(
    language: String, messages: (FindingKind) -> Message, words: (Word) -> String,
    vantage: @escaping @Sendable (VantageFault) -> VantageWords
  ) {
    self.vantage = vantage
    self.language = language
    self.messages = FindingKind.allCases.map(messages)
    verbs = Verb.allCases.map { words(.verb($0)) }
    outcomes = Outcome.allCases.map { words(.outcome($0)) }
    severities = Severity.allCases.map { words(.severity($0)) }
    exploits = Exploit.allCases.map { words(.exploit($0)) }
  }

  public subscript(kind: FindingKind) -> Message {
    let at = Int(kind.rawValue)
    return at < messages.count ? messages[at] : Message(title: "", explanation: "", remedy: "", note: "")
  }

  public func words(_ fault: VantageFault) -> VantageWords { vantage(fault) }

  public func word(_ verb: Verb) -> String {
    Int(verb.rawValue) < verbs.count ? verbs[Int(verb.rawValue)] : verb.text
  }

  public func word(_ outcome: Outcome) -> String {
    Int(outcome.rawValue) < outcomes.count ? outcomes[Int(outcome.rawValue)] : outcome.text
  }

  public func word(_ severity: Severity) -> String {
    Int(severity.rawValue) < severities.count ? severities[Int(severity.rawValue)] : severity.text
  }

  public func word(_ exploit: Exploit) -> String {
    Int(exploit.rawValue) < exploits.count ? exploits[Int(exploit.rawValue)] : ""
  }
}
