import Inventory
import Vocabulary

/// Puts a finding into the catalogue's words: devices by name and address, objects as the contract spells
/// them.
///
/// Text of the wire stays raw; the form that shows it escapes it.
struct FindingWords {
  private let report: InspectReport
  let catalogue: MessageCatalogue

  init(_ report: InspectReport, _ catalogue: MessageCatalogue) {
    self.report = report
    self.catalogue = catalogue
  }

  /// The same finding has the same id in every report of the same captures: its kind, assets,
  /// protocol, and the indicator of a list.
  func id(_ finding: Finding) -> [UInt8] {
    var text = Array(finding.kind.text.utf8)
    for endpoint in assets(finding) {
      text.append(UInt8(ascii: "/"))
      report.book.appendID(of: endpoint, to: &text)
    }
    for parameter in finding.parameters {
      if parameter.name == .indicator, case .name(let name) = parameter.value {
        text.append(UInt8(ascii: "/"))
        text.append(contentsOf: report.names.octets(of: name))
      }
      guard case .protocolName(let name) = parameter.value else { continue }
      text.append(UInt8(ascii: "/"))
      text.append(contentsOf: name.text.utf8)
    }
    return text
  }

  /// One endpoint of each asset that the finding names: hardware and network address may be one device's.
  func assets(_ finding: Finding) -> [EndpointID] {
    var assets: [EndpointID] = []
    for endpoint in finding.endpoints
    where !assets.contains(where: { report.book.isSameAsset($0, endpoint) }) { assets.append(endpoint) }
    return assets
  }

  func title(_ finding: Finding) -> [UInt8] {
    var text: [UInt8] = []
    catalogue.appendTitle(of: finding, to: &text, describing: { describe($0, &$1) })
    return text
  }

  func explanation(_ finding: Finding) -> [UInt8] {
    var text: [UInt8] = []
    catalogue.appendExplanation(of: finding, to: &text, describing: { describe($0, &$1) })
    return text
  }

  func remedy(_ finding: Finding) -> [UInt8] {
    var text: [UInt8] = []
    catalogue.appendRemedy(of: finding, to: &text, describing: { describe($0, &$1) })
    return text
  }

  func note(_ evidence: Evidence, in finding: Finding) -> [UInt8] {
    var text: [UInt8] = []
    catalogue.appendNote(of: evidence, in: finding, to: &text, describing: { describe($0, &$1) })
    return text
  }

  func severity(_ severity: Severity) -> String { catalogue.word(severity) }

  private func describe(_ value: FindingValue, _ text: inout [UInt8]) {
    switch value {
    case .endpoint(let endpoint): appendDevice(endpoint, to: &text)
    case .object(let object): text.append(contentsOf: object.spelled(report.names) ?? [])
    case .name(let name): text.append(contentsOf: report.names.octets(of: name))
    case .protocolName, .verb, .number, .unit, .exploit: break
    }
  }

  /// `plc-1 (192.168.1.10)`, or the address alone where no name is known.
  func appendDevice(_ endpoint: EndpointID, to text: inout [UInt8]) {
    let address = report.endpoints[endpoint].address
    if let name = report.book.asset(of: endpoint)?.hostnames.first {
      text.append(contentsOf: name.utf8)
      text.append(contentsOf: " (".utf8)
      address.append(to: &text)
      text.append(UInt8(ascii: ")"))
    } else {
      address.append(to: &text)
    }
  }
}
