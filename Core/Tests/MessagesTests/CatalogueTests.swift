import Reports
import Testing
import Vocabulary

@Suite("The message catalogue")
struct CatalogueTests {
  private let catalogue = MessageCatalogue.english

  @Test("every kind has a title, an explanation, a remedy and a note", arguments: FindingKind.allCases)
  func complete(_ kind: FindingKind) {
    let message = catalogue[kind]
    for text in [message.title, message.explanation, message.remedy, message.note] {
      #expect(!text.isEmpty)
      #expect(!text.contains("  ") && !text.contains("\n") && !text.hasPrefix(" "))
    }
    #expect(!message.title.hasSuffix("."))
    #expect(message.title != kind.text)
    #expect(message.remedy.hasSuffix("."))
  }

  @Test(
    "its words use the parameters that the kind has, all of them and no others",
    arguments: FindingKind.allCases)
  func parameters(_ kind: FindingKind) {
    let message = catalogue[kind]
    let given = Set(kind.parameters.map(\.text))
    let used = Set([message.title, message.explanation, message.remedy].flatMap { Template($0).places })
    #expect(used == given)
    #expect(Set(Template(message.note).places).isSubset(of: given.union(["verb", "outcome", "object"])))
    let faint = message.faint.map { [$0.explanation, $0.remedy] } ?? []
    #expect(faint.allSatisfy { Set(Template($0).places).isSubset(of: given) && $0.hasSuffix(".") })
  }

  @Test("every verb, outcome and severity has a word")
  func words() {
    #expect(Set(Verb.allCases.map { catalogue.word($0) }).count == Verb.allCases.count)
    #expect(Set(Outcome.allCases.map { catalogue.word($0) }).count == Outcome.allCases.count)
    #expect(Set(Severity.allCases.map { catalogue.word($0) }).count == Severity.allCases.count)
    #expect(Set(Exploit.allCases.map { catalogue.word($0) }).count == Exploit.allCases.count)
  }

  @Test("a stop, in English")
  func english() {
    let finding = stop(count: 3, succeeded: 2, refused: 1, unanswered: 0)
    #expect(title(finding, catalogue) == "Laptop told PLC to stop its program")
    #expect(
      text { catalogue.appendExplanation(of: finding, to: &$0, describing: describe) }
        == """
        Laptop sent 3 stop commands to PLC over s7comm. 2 carried out. 1 refused. A stopped controller no \
        longer controls: its outputs fall to their safe state or keep their last one.
        """)
    #expect(
      text { catalogue.appendNote(of: finding.evidence[0], in: finding, to: &$0, describing: describe) }
        == "stop command, carried out")
  }

  @Test("what is listed: nobody is told to cut a controller off, and what knocked in vain has its own words")
  func listed() {
    let remedies = [Severity.high, .medium, .low].map { severity in
      var finding = stop(count: 1, succeeded: 0, refused: 0, unanswered: 0)
      finding.kind = .indicatorSeen
      finding.severity = severity
      return text { catalogue.appendRemedy(of: finding, to: &$0, describing: describe) }
    }
    #expect(remedies[0] == remedies[1])
    #expect(!remedies[0].contains("take Laptop off") && !remedies[0].contains("take PLC off"))
    #expect(remedies[0].contains("at the firewall first") && remedies[0].contains("safe state"))
    #expect(remedies[2].hasPrefix("Nothing has to come off the network"))
  }

  @Test("one is singular")
  func singular() {
    let finding = stop(count: 1, succeeded: 0, refused: 0, unanswered: 1)
    let explanation = text { catalogue.appendExplanation(of: finding, to: &$0, describing: describe) }
    #expect(
      explanation.hasPrefix(
        "Laptop sent 1 stop command to PLC over s7comm. 1 without an answer in the capture. A stopped"))
  }

  @Test(
    "what has nothing to show takes its bracket with it; text of the wire stays as it is, braces included")
  func sections() {
    var finding = stop(count: 1, succeeded: 1, refused: 0, unanswered: 0)
    finding.kind = .unexpectedWrite
    finding.parameters.append(FindingParameter(.object, .object(.none)))
    let without = text { catalogue.appendExplanation(of: finding, to: &$0, describing: describe) }
    #expect(without.hasPrefix("Laptop sent 1 write to PLC over s7comm. 1 carried out."))
    finding.parameters[finding.parameters.count - 1] = FindingParameter(
      .object, .object(ObjectReference(.tag, text: NameID(rawValue: 1))))
    let with = text { catalogue.appendExplanation(of: finding, to: &$0, describing: describe) }
    #expect(with.hasPrefix("Laptop sent 1 write to PLC over s7comm, first to {actor}\u{1B}]. 1 carried out."))
  }

  @Test("a second language is one more file")
  func secondLanguage() {
    let german = MessageCatalogue(
      language: "de",
      messages: { kind in
        switch kind {
        case .controllerStopped:
          Message(
            title: "{actor} hat {target} angehalten", explanation: "{count|Befehl|Befehle}.",
            remedy: "Nachsehen.",
            note: "{verb}: {outcome}")
        default: Message(title: kind.text, explanation: "", remedy: "", note: "")
        }
      },
      words: { word in
        switch word {
        case .outcome(.succeeded): "ausgeführt"
        case .outcome(let outcome): outcome.text
        case .verb(.setMode): "umschalten"
        case .verb(let verb): verb.text
        case .severity(let severity): severity.text
        case .exploit: "attack"
        }
      },
      vantage: { VantageWords(explanation: "\($0.kind)", remedy: "Spiegelport prüfen.") })
    let finding = stop(count: 2, succeeded: 2, refused: 0, unanswered: 0)
    #expect(title(finding, german) == "Laptop hat PLC angehalten")
    #expect(text { german.appendExplanation(of: finding, to: &$0, describing: describe) } == "2 Befehle.")
    #expect(
      text { german.appendNote(of: finding.evidence[0], in: finding, to: &$0, describing: describe) }
        == "umschalten: ausgeführt")
  }

  @Test(
    "a template that is not closed shows what it has",
    arguments: [
      ("a {actor", ["actor"]), ("[a {count|x|y}", ["count"]), ("a ] {b} [", ["b"]), ("{a|b}", ["a|b"]),
    ])
  func unclosed(_ text: String, _ places: [String]) {
    #expect(Template(text).places == places)
  }

  private func stop(count: UInt64, succeeded: UInt64, refused: UInt64, unanswered: UInt64) -> Finding {
    Finding(
      kind: .controllerStopped, severity: .critical, endpoints: [],
      parameters: [
        FindingParameter(.actor, .endpoint(EndpointID(rawValue: 0))),
        FindingParameter(.target, .endpoint(EndpointID(rawValue: 1))),
        FindingParameter(.protocolName, .protocolName(.s7comm)), FindingParameter(.count, .number(count)),
        FindingParameter(.succeeded, .number(succeeded)), FindingParameter(.refused, .number(refused)),
        FindingParameter(.unanswered, .number(unanswered)),
      ], first: Timestamp(nanoseconds: 0), last: Timestamp(nanoseconds: 0), count: Int(count),
      evidence: [
        Evidence(
          time: Timestamp(nanoseconds: 0), place: PacketPlace(packet: 1), verb: .setMode, outcome: .succeeded)
      ])
  }

  private func describe(_ value: FindingValue, _ text: inout [UInt8]) {
    switch value {
    case .endpoint(let id): text.append(contentsOf: (id.rawValue == 0 ? "Laptop" : "PLC").utf8)
    case .object(let object): if object.space != .none { text.append(contentsOf: "{actor}\u{1B}]".utf8) }
    default: break
    }
  }

  private func title(_ finding: Finding, _ catalogue: MessageCatalogue) -> String {
    text { catalogue.appendTitle(of: finding, to: &$0, describing: describe) }
  }

  private func text(_ append: (inout [UInt8]) -> Void) -> String {
    var octets: [UInt8] = []
    append(&octets)
    return String(decoding: octets, as: UTF8.self)
  }
}
