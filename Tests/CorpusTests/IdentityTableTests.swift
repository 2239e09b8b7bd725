import Inventory
import Reports
import Testing
import Vocabulary

@Suite("What devices say of themselves", .enabled(if: Corpus.isPresent, Corpus.absence))
struct IdentityTableTests {
  static let head = ["capture", "frame", "address", "attribute", "value"]

  @Test(
    "the asset with that address has each row's value, or its evidence has",
    arguments: CorpusTable.all("identity-"))
  func rows(table: CorpusTable) {
    #expect(table.head == Self.head)
    for (capture, rows) in table.byCapture {
      let report = Inspected.report([Corpus.path(capture)])
      var assets: [Asset] = []
      report.book.forEachAsset { assets.append($0) }
      for row in rows where row.fields.count == Self.head.count {
        let owners = assets.filter { $0.addresses.contains(row.fields[2]) }
        let has = owners.contains { $0.tells(row.fields[3], row.fields[4], frame: row.fields[1]) }
        let told = owners.flatMap(\.evidence).filter { $0.attribute == row.fields[3] }
          .map { "\($0.value) (packet \($0.place?.packet ?? 0))" }
        #expect(has, "\(table.name) \(row)\n  told: \(told)")
      }
      #expect(
        rows.allSatisfy { $0.fields.count == Self.head.count }, "\(table.name), \(capture): a row is cut")
    }
  }
}

extension Asset {
  fileprivate var addresses: [String] { macs.map(\.text) + ipv4.map(\.text) + ipv6.map(\.text) }

  /// Whether the value stands for the attribute, or that packet told it.
  fileprivate func tells(_ attribute: String, _ value: String, frame: String) -> Bool {
    let standing: [String?] =
      switch attribute {
      case "hostname": hostnames
      case "vendor": [vendor]
      case "model": [model]
      case "orderNumber": [orderNumber]
      case "firmware": [firmware]
      case "hardware": [hardware]
      case "serial": [serial]
      case "operatingSystem": [operatingSystem]
      default: []
      }
    return standing.contains(value)
      || evidence.contains {
        $0.attribute == attribute && $0.value == value && $0.place.map { String($0.packet) } == frame
      }
  }
}
