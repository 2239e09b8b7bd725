import BuiltProgram
import Foundation
import Testing

@Suite("Parity with tshark", .enabled(if: Corpus.isPresent, Corpus.absence))
struct ParityTests {
  static let exceptionsLimit = 20

  @Test("the six protocols and DCP are counted as tshark counts them")
  func parity() throws {
    try expectSuccess(
      ["--protocol", "modbus,s7comm,enip,cip,opcua,ams,pn_dcp"])
  }

  @Test("OMRON FINS, C37.118 and CoAP are counted as tshark counts them")
  func controllersAndMeters() throws {
    try expectSuccess(["--protocol", "omron,synphasor,coap"])
  }

  @Test("no control protocol is named that the octets do not prove")
  func falseIdentification() throws {
    try expectSuccess(["--false-identification"])
  }

  @Test("every exception has its frame and reason, and there are at most 20")
  func exceptions() throws {
    let lines = try Self.lines
    #expect(lines.count <= Self.exceptionsLimit)
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 3)
      #expect(words.count == 4 && Int(words[2]) != nil, "'\(line)' reads: CAPTURE PROTOCOL FRAME why")
    }
  }

  private func expectSuccess(_ arguments: [String]) throws {
    let ran = try BuiltProgram.run(
      program: "/usr/bin/env",
      [
        "python3", Corpus.shared + "/tools/parity.py", "--bulkhead", BuiltProgram.path, "--captures",
        Corpus.folder, "--truth", Corpus.truth, "--except", Self.exceptionsFile, "--timeout", "120",
      ] + arguments)
    #expect(ran.status == 0, "\(ran.outputText)\(ran.errorText)")
  }

  private static let exceptionsFile = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "parity-exceptions.txt").path

  private static var lines: [Substring] {
    get throws {
      try String(contentsOfFile: exceptionsFile, encoding: .utf8).split(separator: "\n").filter {
        !$0.hasPrefix("#")
      }
    }
  }
}
