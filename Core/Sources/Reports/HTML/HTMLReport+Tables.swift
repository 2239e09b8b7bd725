import Inventory
import Vocabulary

extension HTMLReport {
  mutating func writeDevices<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    beginTable("devices", "Devices", ["address", "name", "what it is", "level", "says of itself", "speaks"])
    var count = 0
    try report.book.forEachAsset { (asset) throws(Failure) in
      count += 1
      if count > Self.rowLimit { return }
      page.open("tr")
      page.element("td", "code", Self.addresses(asset))
      page.element("td", "", asset.hostnames.joined(separator: ", "))
      page.element("td", "", asset.roles.map { $0.role.text }.joined(separator: ", "))
      page.element("td", "", asset.level.map { "\($0)" } ?? "")
      page.element("td", "", Self.told(asset))
      page.element("td", "", Self.speaks(asset))
      page.markup("</tr>\n")
      try drain(to: sink)
    }
    endTable(count)
  }

  private static func addresses(_ asset: Asset) -> String {
    (asset.ipv4.map { $0.text } + asset.ipv6.map { $0.text } + asset.macs.map { $0.text })
      .joined(separator: " ")
  }

  private static func told(_ asset: Asset) -> String {
    [
      asset.vendor, asset.model, asset.orderNumber, asset.firmware.map { "firmware \($0)" },
      asset.hardware.map { "hardware \($0)" }, asset.serial.map { "serial \($0)" }, asset.operatingSystem,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  private static func speaks(_ asset: Asset) -> String {
    let serves = asset.protocolsAsServer.map { $0.text }.joined(separator: ", ")
    let asks = asset.protocolsAsClient.map { $0.text }.joined(separator: ", ")
    if serves.isEmpty { return asks.isEmpty ? "" : "asks \(asks)" }
    return asks.isEmpty ? "serves \(serves)" : "serves \(serves); asks \(asks)"
  }

  mutating func writeActivities<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    beginTable(
      "activities", "Who does what",
      ["who", "does", "to", "what", "by", "times", "refused, failed, unanswered", "first", "last"])
    var count = 0
    let names = report.names
    try report.book.forEachActivity(in: report.activities) { (row) throws(Failure) in
      count += 1
      if count > Self.rowLimit { return }
      page.open("tr", Self.kind(of: row.verb))
      page.element("td", "", device(row.actor))
      page.element("td", "", row.verb.text)
      page.element("td", "", device(row.target))
      page.element("td", "code", row.object.spelled(names) ?? [])
      page.element("td", "", row.name.text)
      page.element("td", "number", TextPage.number(row.count))
      page.element("td", "number", Self.unhappy(row.outcomes))
      page.element("td", "time", TextReport.moment(row.first))
      page.element("td", "time", TextReport.moment(row.last))
      page.markup("</tr>\n")
      try drain(to: sink)
    }
    endTable(count)
  }

  private static func unhappy(_ outcomes: OutcomeCounts) -> String {
    guard outcomes.refused > 0 || outcomes.failed > 0 || outcomes.unanswered > 0 else { return "" }
    return "\(outcomes.refused), \(outcomes.failed), \(outcomes.unanswered)"
  }

  /// What changes a machine stands out.
  private static func kind(of verb: Verb) -> Markup {
    switch verb {
    case .write, .operate, .program, .setMode, .configure, .update: "changes"
    case .connect, .authenticate, .browse, .identify, .read, .transfer, .signal: ""
    }
  }

  mutating func writeConversations<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    beginTable(
      "conversations", "Conversations",
      ["client", "server", "port", "protocol", "packets there, back", "octets there, back", "first", "last"])
    var count = 0
    try report.book.forEachConversation(in: report.conversations) { (row) throws(Failure) in
      count += 1
      if count > Self.rowLimit { return }
      page.open("tr")
      page.element("td", "", device(row.client))
      page.element("td", "", device(row.server))
      page.element("td", "number", row.serverPort == 0 ? "" : "\(row.transport.text) \(row.serverPort)")
      page.element("td", "", row.isEncrypted ? "\(row.name.text), encrypted" : row.name.text)
      page.element(
        "td", "number",
        "\(TextPage.number(row.packetsToServer)), \(TextPage.number(row.packetsToClient))")
      page.element(
        "td", "number", "\(TextPage.number(row.octetsToServer)), \(TextPage.number(row.octetsToClient))")
      page.element("td", "time", TextReport.moment(row.first))
      page.element("td", "time", TextReport.moment(row.last))
      page.markup("</tr>\n")
      try drain(to: sink)
    }
    endTable(count)
  }

  mutating func writeProtocols() {
    beginTable("protocols", "Protocols", ["protocol", "packets", "malformed", "messages"])
    for row in report.protocols {
      page.open("tr")
      page.element("td", "", row.name.text)
      page.element("td", "number", TextPage.number(row.packets))
      page.element("td", "number", row.malformed == 0 ? "" : TextPage.number(row.malformed))
      page.element("td", "number", TextPage.number(row.messages.reduce(0) { $0 &+ $1.count }))
      page.markup("</tr>\n")
    }
    endTable(report.protocols.count)
  }

  mutating func writeCoverage() {
    page.markup("<section id=\"coverage\"><h2>What could not be seen</h2>\n<ul>")
    let (lines, vantage) = (report.coverage.lines, report.coverage.vantage)
    for fault in vantage {
      let said = words.catalogue.words(fault)
      page.element("li", "", said.explanation + " " + said.remedy)
    }
    for line in lines { page.element("li", "", line) }
    if lines.isEmpty && vantage.isEmpty { page.element("li", "", "Nothing that Bulkhead knows of.") }
    page.markup("</ul></section>\n")
  }

  private func device(_ endpoint: EndpointID) -> [UInt8] {
    var text: [UInt8] = []
    words.appendDevice(endpoint, to: &text)
    return text
  }

  private mutating func beginTable(_ id: Markup, _ title: Markup, _ columns: [Markup]) {
    page.markup("<section id=\"")
    page.markup(id)
    page.markup("\"><h2>")
    page.markup(title)
    page.markup("</h2><div class=\"wide\"><table><thead><tr>")
    for column in columns {
      page.markup("<th>")
      page.markup(column)
    }
    page.markup("</tr></thead><tbody>\n")
  }

  private mutating func endTable(_ rows: Int) {
    page.markup("</tbody></table></div>\n")
    writeRest(rows)
    page.markup("</section>\n")
  }
}
