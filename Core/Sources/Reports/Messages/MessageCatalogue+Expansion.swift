public import Vocabulary

extension MessageCatalogue {
  /// Gives the text of an endpoint, an object or a name: what the catalogue cannot know. It appends to the
  /// octets, and nothing where there is nothing to show. Text of the wire stays raw; whoever writes a report
  /// escapes it.
  public typealias Describing = (FindingValue, inout [UInt8]) -> Void

  public func appendTitle(of finding: Finding, to text: inout [UInt8], describing: Describing) {
    append(Template(self[finding.kind].title), finding.parameters, to: &text, describing)
  }

  public func appendExplanation(of finding: Finding, to text: inout [UInt8], describing: Describing) {
    let message = self[finding.kind]
    let faint = finding.severity <= .low ? message.faint?.explanation : nil
    append(Template(faint ?? message.explanation), finding.parameters, to: &text, describing)
  }

  public func appendRemedy(of finding: Finding, to text: inout [UInt8], describing: Describing) {
    let message = self[finding.kind]
    let faint = finding.severity <= .low ? message.faint?.remedy : nil
    append(Template(faint ?? message.remedy), finding.parameters, to: &text, describing)
  }

  /// What one packet shows: `{verb}`, `{outcome}` and `{object}` are the packet's own, the rest the
  /// finding's.
  public func appendNote(
    of evidence: Evidence, in finding: Finding, to text: inout [UInt8], describing: Describing
  ) {
    var parameters = finding.parameters.filter { $0.name != .object && $0.name != .verb }
    parameters.append(FindingParameter(.object, .object(evidence.object)))
    if let verb = evidence.verb { parameters.append(FindingParameter(.verb, .verb(verb))) }
    let outcome = evidence.outcome.map(word) ?? ""
    append(Template(self[finding.kind].note), parameters, outcome: outcome, to: &text, describing)
  }

  private func append(
    _ template: Template, _ parameters: [FindingParameter], outcome: String = "", to text: inout [UInt8],
    _ describing: Describing
  ) {
    for section in template.sections {
      let start = text.count
      var isWhole = true
      for piece in section.pieces {
        switch piece {
        case .text(let plain): text.append(contentsOf: plain.utf8)
        case .place("outcome"):
          text.append(contentsOf: outcome.utf8)
          if outcome.isEmpty { isWhole = false }
        case .place(let name):
          if !append(name, parameters, to: &text, describing) { isWhole = false }
        case .counted(let name, let one, let several):
          if !append(name, parameters, to: &text, describing) { isWhole = false }
          text.append(UInt8(ascii: " "))
          text.append(contentsOf: (Self.isOne(name, parameters) ? one : several).utf8)
        }
      }
      if section.isOptional, !isWhole { text.removeSubrange(start...) }
    }
  }

  /// False where there is nothing to show.
  private func append(
    _ name: String, _ parameters: [FindingParameter], to text: inout [UInt8], _ describing: Describing
  ) -> Bool {
    guard let parameter = parameters.first(where: { $0.name.text == name }) else { return false }
    switch parameter.value {
    case .number(let number):
      appendDecimal(number, to: &text)
      return number != 0
    case .unit(let unit):
      guard unit >= 0 else { return false }
      appendDecimal(UInt64(unit), to: &text)
    case .exploit(let exploit): text.append(contentsOf: word(exploit).utf8)
    case .verb(let verb): text.append(contentsOf: word(verb).utf8)
    case .protocolName(let name): text.append(contentsOf: name.text.utf8)
    case .endpoint, .object, .name:
      let start = text.count
      describing(parameter.value, &text)
      return text.count > start
    }
    return true
  }

  private static func isOne(_ name: String, _ parameters: [FindingParameter]) -> Bool {
    parameters.contains { $0.name.text == name && $0.value == .number(1) }
  }
}
