import BuiltProgram
import Foundation
import Testing

@testable import PlantSimulator

/// Lists of indicators against captures made by hand: the client is 10.0.0.1, the server 10.0.0.2.
@Suite("Lists of indicators")
struct IndicatorTests {
  let scratch: ScratchFolder

  private static let longKey = "\"\(String(repeating: "k", count: 100_000))\u{1B}\""

  init() throws { scratch = try ScratchFolder() }

  /// A page fetched from `host`, and a TLS connection to `sni`.
  private func capture(host: String = "plc.example", page: String = "/a?b=1", sni: String = "erp.example")
    throws -> String
  {
    var wire = HandMadeWire()
    wire.connection(
      1, port: 80,
      [
        (true, WebMessage.get(page, host: host, agent: "x")),
        (false, Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8)),
      ])
    wire.connection(
      2, port: 443,
      [
        (
          true,
          TLSMessage.clientHello(
            serverName: sni, random: [UInt8](repeating: 1, count: 32),
            session: [UInt8](repeating: 5, count: 32),
            key: [UInt8](repeating: 2, count: 32))
        ),
        (
          false,
          TLSMessage.serverHello(
            random: [UInt8](repeating: 3, count: 32), session: [UInt8](repeating: 5, count: 32),
            key: [UInt8](repeating: 4, count: 32))
        ),
      ])
    return try scratch.file("traffic.pcap", wire.capture)
  }

  private func findings(_ list: String, _ capture: String, _ name: String = "list.csv") throws -> [(
    String, String
  )] {
    let path = try scratch.file(name, Array(list.utf8))
    let ran = try BuiltProgram.run(
      ["inspect", "--format", "json", "--registry", "none", "--indicators", path, capture])
    #expect(ran.status == 0, "\(ran.errorText)")
    return try JSONReport(ran.output).rows("findings").filter { $0["kind"] as? String == "indicator-seen" }
      .map { ($0["severity"] as? String ?? "", $0["title"] as? String ?? "") }
  }

  @Test(
    "what is listed is named, how bad it is by how much it says",
    arguments: [
      ("10.0.0.2", "high"), ("10.0.0.0/24", "high"), ("10.0.0.2:443", "high"), ("erp.example", "high"),
      ("example.org\nplc.example", "high"), ("http://plc.example/a?b=1", "high"),
      ("http://plc.example/", "high"),
      ("http://erp.example/other", "medium"),
    ])
  func listed(_ list: String, _ severity: String) throws {
    let found = try findings(list, capture())
    #expect(found.map(\.0).contains(severity) && !found.isEmpty, "\(found)")
    let value = list.split(separator: "\n").last.map { $0.split(separator: "/").first ?? $0 } ?? ""
    #expect(
      found.contains { $0.1.contains(value.contains("http") ? "example" : value.split(separator: ":")[0]) })
  }

  @Test(
    "silent: neighbours of what is listed",
    arguments: [
      "10.0.1.0/24", "10.0.0.3", "10.0.0.2:8080", "rp.example", "a.erp.example", "example.org",
      "t13d1516h2_8daaf6152771_e5627efa2ab1", "value,valid_until\nerp.example,2020-01-01",
      "value,valid_from\nerp.example,2040-01-01",
    ])
  func lookAlikes(_ list: String) throws {
    #expect(try findings(list, capture()).isEmpty)
  }

  @Test("a TLS client's fingerprint is a sign; one digit off is silent")
  func fingerprint() throws {
    let path = try capture()
    let ja4 = try #require(try JSONReport(of: path).evidence.map(\.value).first { $0.hasPrefix("t13d") })
    #expect(try findings(ja4, path).map(\.0) == ["medium"])
    let other = String(ja4.dropLast()) + (ja4.last == "0" ? "1" : "0")
    #expect(try findings(other, path).isEmpty)
  }

  @Test("a file by its hash, in each of the three kinds; what was hashed stands in the report")
  func file() throws {
    for hash in [
      "444bcb3a3fcf8389296c49467f27e1d6", "7a85f4764bbd6daf1c3545efbbf0f279a6dc0beb",
      "2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df",
    ] {
      #expect(try findings(hash, capture()).map(\.0) == ["high"])
    }
    let list = try scratch.file("hash.csv", Array("444bcb3a3fcf8389296c49467f27e1d7\n".utf8))
    let ran = try BuiltProgram.run(["inspect", "--format", "json", "--indicators", list, capture()])
    let coverage = try #require(try JSONReport(ran.output).whole["coverage"] as? [String: Any])
    let files = try #require((coverage["indicators"] as? [String: Any])?["files"] as? [String: Any])
    #expect(files["hashed"] as? Int == 1)
  }

  @Test("a page in clear that is not the listed one: its host alone is a sign")
  func otherPage() throws {
    #expect(try findings("http://plc.example/other", capture()).map(\.0) == ["medium"])
  }

  @Test("what was seen outside its time is counted")
  func outside() throws {
    let list = try scratch.file("old.csv", Array("value,valid_until\nerp.example,2020-01-01\n".utf8))
    let ran = try BuiltProgram.run(
      ["inspect", "--format", "json", "--registry", "none", "--indicators", list, capture()])
    let coverage = try #require(try JSONReport(ran.output).whole["coverage"] as? [String: Any])
    let indicators = try #require(coverage["indicators"] as? [String: Any])
    #expect(indicators["outsideValidity"] as? Int == 1)
  }

  @Test("two lists of two formats; what they leave out is said, on standard error and in the report")
  func partly() throws {
    let misp = try scratch.file(
      "event.json",
      Array(
        #"""
        {"Event": {"info": "x\u001b[31m\u202ey<b>", "Attribute": [
          {"type": "hostname", "value": "erp.example", "to_ids": true, "uuid": "id-7"},
          {"type": "sha512", "value": "00", "to_ids": true}]}}
        """#.utf8))
    let stix = try scratch.file(
      "bundle.json",
      Array(
        #"""
        {"type": "bundle", "objects": [{"type": "indicator", "pattern_type": "stix",
          "pattern": "[ipv4-addr:value = '10.0.0.2'] FOLLOWEDBY [file:name = 'x']"}]}
        """#.utf8))
    for format in ["json", "text", "html", "jsonl"] {
      let ran = try BuiltProgram.run(
        [
          "inspect", "--format", format, "--registry", "none", "--indicators", misp, "--indicators", stix,
          capture(),
        ])
      #expect(ran.status == 0)
      #expect(
        ran.errorLines == [
          "bulkhead: \(misp): looks for 1 of the list's indicators; left out: 1: hashes other than MD5, "
            + "SHA-1 and SHA-256 (line 3)",
          "bulkhead: \(stix): looks for 0 of the list's indicators; left out: 1: conditions that hold only "
            + "together or in an order of time (line 1)",
        ])
      for words in ["erp.example", "id-7", "event.json"] {
        #expect(ran.outputText.contains(words), "\(format)")
      }
      #expect(!ran.outputText.contains("\u{1B}") && !ran.outputText.contains("\u{202E}"))
      #expect(!ran.outputText.contains("y<b>"))
    }
    let ran = try BuiltProgram.run(["inspect", "--registry", "none", "--indicators", misp, capture()])
    #expect(ran.outputText.contains("hashes other than MD5"))
  }

  @Test("without a list the report is the same, octet for octet")
  func unchanged() throws {
    let path = try capture()
    let plain = try BuiltProgram.run(["inspect", "--format", "json", "--registry", "none", path])
    #expect(!plain.outputText.contains("indicator"))
  }

  @Test(
    "a list that cannot be read ends the run: one line with its name and place, no report, status 1",
    arguments: [
      ("none.json", nil, "No such file"), ("folder", nil, "directory"), ("empty.csv", "", "is empty"),
      ("cut.json", #"{"type": "bundle", "objects": [{"#, "line 1, column 33: the text ends"),
      (
        "type.json", #"{"type": "bundle", "objects": [{"type": "indicator", "pattern": []}]}"#,
        "line 1, column 32"
      ),
      ("deep.json", #"{"Event": "# + String(repeating: "[", count: 5_000), "nested more than 64 deep"),
      ("other.json", #"{"a": 1}"#, "neither a STIX bundle nor a MISP event"),
      ("prose.txt", "These are notes,\nand no list.\n", "line 1: no line holds"),
      ("quote.csv", "value,comment\n\"10.0.0.2,x\n", "line 2, column 1"),
      (
        "key.json",
        "{\(Self.longKey): 1, \(Self.longKey): 1}", "line 1"
      ),
    ] as [(String, String?, String)])
  func unreadable(_ name: String, _ content: String?, _ words: String) throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/folder", withIntermediateDirectories: true)
    if let content { try scratch.file(name, Array(content.utf8)) }
    _ = try capture()
    let ran = try BuiltProgram.run(["inspect", "--indicators", name, "traffic.pcap"], in: scratch.path)
    #expect(ran.status == 1 && ran.output.isEmpty)
    #expect(ran.errorLines.count == 1 && ran.errorText.count < 400, "\(ran.errorText.prefix(400))")
    #expect(ran.errorText.contains(name) && ran.errorText.contains(words), "\(ran.errorText)")
    #expect(!ran.errorText.contains("\u{1B}"))
  }

  @Test("a list beyond the limit of its size is refused by the limit")
  func tooLong() throws {
    let path = try scratch.file("long.csv", [])
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.truncate(atOffset: 257 << 20)
    let ran = try BuiltProgram.run(["inspect", "--indicators", path, capture()])
    #expect(ran.status == 1 && ran.output.isEmpty)
    #expect(ran.errorLines == ["bulkhead: \(path): longer than 268435456 octets"])
  }
}
