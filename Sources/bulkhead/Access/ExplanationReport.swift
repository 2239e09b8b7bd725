import Access
import Authorization
import JSON
import Reports

/// An answer about access as a person or a program reads it.
struct ExplanationReport {
  let question: AccessQuestion
  let answer: AccessAnswer
  let ways: [[AccessChange]]

  func text(isColoured: Bool) -> [UInt8] {
    var page = TextPage(isColoured: isColoured)
    let may = answer.isAllowed ? "may" : "may not"
    let object = question.circumstances.object.map { " (\($0))" } ?? ""
    let device = question.circumstances.device.map { " from \($0.id)" } ?? " from an unknown device"
    page.paragraph(
      Array(
        "\(question.principal.id) \(may) \(question.action) \(question.resource.id)\(object)\(device)".utf8),
      indent: 0)
    page.line()
    page.line(
      answer.isAllowed ? "Allowed by" : answer.rules.isEmpty ? "No policy allows it." : "Denied by", .strong)
    for rule in answer.rules { append(rule, nil, to: &page) }
    if !answer.failures.isEmpty {
      page.line()
      page.line("Could not be judged", .strong)
      for failure in answer.failures { append(failure.rule, failure.message, to: &page) }
    }
    appendWays(to: &page)
    return page.octets
  }

  private func append(_ rule: AccessRule, _ message: String?, to page: inout TextPage) {
    page.paragraph(Array("\(rule.id) (\(rule.file), line \(rule.line))".utf8), indent: 2)
    if let words = message ?? rule.words?.string { page.paragraph(Array(words.utf8), indent: 4) }
  }

  private func appendWays(to page: inout TextPage) {
    guard !answer.isAllowed else { return }
    page.line()
    guard !ways.isEmpty else {
      page.line("Nothing that the person or the plant could change here would allow it.")
      return
    }
    page.line(ways.count == 1 ? "What would be needed" : "What would be needed, one of these", .strong)
    for way in ways {
      page.label("  - ", .plain)
      page.paragraph(
        Array(way.map(\.words).joined(separator: "; and ").utf8), indent: 4, isBegun: true)
    }
  }

  /// One object: the question, `allowed`, the rules with their file and line, failures, and the ways.
  var json: [UInt8] {
    var json = JSONWriter(.lines)
    json.beginObject()
    json.key("principal")
    json.value(named(question.principal))
    json.key("action")
    json.value(question.action.string)
    json.key("resource")
    json.value(named(question.resource))
    json.key("allowed")
    json.value(answer.isAllowed)
    json.key("rules")
    json.beginArray()
    for rule in answer.rules { append(rule, nil, to: &json) }
    json.endArray()
    json.key("failures")
    json.beginArray()
    for failure in answer.failures { append(failure.rule, failure.message, to: &json) }
    json.endArray()
    json.key("ways")
    json.beginArray()
    for way in ways {
      json.beginArray()
      for change in way { json.value(change.words) }
      json.endArray()
    }
    json.endArray()
    json.endObject()
    return json.octets
  }

  private func append(_ rule: AccessRule, _ message: String?, to json: inout JSONWriter) {
    json.beginObject()
    json.key("id")
    json.value(rule.id.string)
    json.key("file")
    json.value(rule.file)
    json.key("line")
    json.value(UInt64(rule.line))
    json.key("words")
    json.value(message ?? rule.words?.string ?? "")
    json.endObject()
  }

  private func named(_ uid: EntityUID) -> String { "\(uid.type.path)::\(uid.id)" }
}
