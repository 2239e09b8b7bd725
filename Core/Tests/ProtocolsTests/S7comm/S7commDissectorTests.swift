import Protocols
import Testing
import Vocabulary

@Suite("S7comm jobs and answers")
struct S7commDissectorTests {
  private typealias M = S7commMessages

  /// Four octets of db1 from 10 on, and two timers.
  private static let twoItems =
    "02" + M.item(2, 4, 1, 0x84, bit: 80) + M.item(29, 2, 0, 0x1D, bit: 5)

  @Test("each item of a read has the outcome of its own return code")
  func readItems() {
    let flow = M.dissected([
      .client(M.job(7, "04" + Self.twoItems)),
      .server(M.answer(7, "04 02", "FF 04 0020 00000001 0A 00 0000")),
    ])
    #expect(flow.story == ["read db1 bytes 10-13 succeeded", "read timers 5-6 refused"])
    #expect(flow.counts(.s7comm) == ["function 1/4": 1, "function 3/4": 1])
    #expect(flow.malformed(.s7comm) == 0)
  }

  @Test("values of an odd length are followed by an octet that fills up")
  func fillOctet() {
    let items = "02" + M.item(1, 1, 1, 0x84, bit: 80) + M.item(2, 4, 0, 0x83, bit: 0)
    let flow = M.dissected([
      .client(M.job(7, "04" + items)),
      .server(M.answer(7, "04 02", "FF 03 0001 01 00 05 00 0000")),
    ])
    #expect(flow.story == ["read db1 bytes 10 succeeded", "read merkers bytes 0-3 refused"])
  }

  @Test("each item of a write has the outcome of its own return code")
  func writeItems() {
    let flow = M.dissected([
      .client(M.job(7, "05" + Self.twoItems, "00 04 0020 00000001 00 09 0004 00000000")),
      .server(M.answer(7, "05 02", "03 FF")),
    ])
    #expect(flow.story == ["write db1 bytes 10-13 refused", "write timers 5-6 succeeded"])
  }

  @Test("ranges that share an item share its outcome")
  func sharedItem() {
    let items = "02 12 0C B0 02 04 0001 000A 02 0002 0000" + M.item(2, 1, 0, 0x83, bit: 0)
    let flow = M.dissected([
      .client(M.job(7, "04" + items)),
      .server(M.answer(7, "04 02", "FF 09 0002 0000 0A 00 0000")),
    ])
    #expect(
      flow.story == [
        "read db1 bytes 10-13 succeeded", "read db2 bytes 0-1 succeeded", "read merkers bytes 0 refused",
      ])
  }

  @Test("what an answer does not hold has failed")
  func shortAnswer() {
    let flow = M.dissected([
      .client(M.job(7, "05" + Self.twoItems, "00 04 0020 00000001 00 09 0004 00000000")),
      .server(M.answer(7, "05 02", "FF")),
    ])
    #expect(flow.story == ["write db1 bytes 10-13 succeeded", "write timers 5-6 failed"])
    #expect(flow.malformed(.s7comm) == 1)
  }

  @Test("an error class refuses all objects of a job")
  func errorClass() {
    let flow = M.dissected([
      .client(M.job(7, "04" + Self.twoItems)), .server(M.answer(7, "04 00", error: "8500")),
    ])
    #expect(flow.story == ["read db1 bytes 10-13 refused", "read timers 5-6 refused"])
    let stop = M.dissected([
      .client(M.job(8, "29 0000000000 09 505F50524F4752414D")),
      .server(M.data(M.message(2, 8, [], [], error: [0x81, 4]))),
    ])
    #expect(stop.story == ["setMode - refused"])
    #expect(stop.counts(.s7comm) == ["function 1/41": 1, "function 2/-": 1])
  }

  @Test("an answer of another function fails a job, one of another reference answers none")
  func strangeAnswers() {
    let flow = M.dissected([
      .client(M.job(7, "04" + Self.twoItems)), .client(M.job(8, "29 0000000000 09 505F50524F4752414D")),
      .server(M.answer(6, "04 02", "FF 04 0020 00000001 0A 00 0000")), .server(M.answer(7, "05 01", "FF")),
    ])
    #expect(flow.story == ["read db1 bytes 10-13 failed", "read timers 5-6 failed", "setMode - unanswered"])
  }

  @Test("an answer does not end what an earlier job of the same reference left open")
  func reusedReference() {
    let flow = M.dissected([
      .client(M.job(7, "04" + Self.twoItems)), .client(M.job(7, "04 01" + M.item(2, 4, 1, 0x84, bit: 80))),
      .server(M.answer(7, "04 01", "FF 04 0020 00000001")),
    ])
    #expect(
      flow.story == [
        "read db1 bytes 10-13 unanswered", "read db1 bytes 10-13 succeeded", "read timers 5-6 unanswered",
      ])
  }

  private static let file = "09 5F3041303030303150"

  @Test("a download is one activity of who asked for it, though the controller fetches the block")
  func download() {
    let flow = M.dissected([
      .client(M.job(1, "1A 00 0100 00000000" + Self.file)), .server(M.answer(1, "1A")),
      .server(M.job(40, "1B 00 0100 00000000" + Self.file)), .client(M.answer(40, "1B 00", "0004 00FB 7070")),
      .server(M.job(41, "1C 00 0000 00000000" + Self.file)), .client(M.answer(41, "1C")),
    ])
    #expect(flow.story == ["program block db1 succeeded"])
    #expect(flow.activities.map(\.deed) == [.download])
    #expect(flow.activities.allSatisfy { $0.isFromClient })
    let late = M.dissected([
      .server(M.job(40, "1B 00 0100 00000000" + Self.file)),
      .server(M.job(41, "1B 00 0100 00000000" + Self.file)),
      .server(M.job(42, "1C 00 0000 00000000" + Self.file)),
    ])
    #expect(late.story == ["program block db1 succeeded"])
    #expect(late.activities.allSatisfy { $0.isFromClient })
  }

  @Test("a file whose name is empty is no object")
  func namelessFile() {
    let flow = M.dissected([.client(M.job(1, "1D 00 0000 00000000 00"))])
    #expect(flow.activities.map(\.object) == ["-"])
  }

  @Test("an upload is one activity, and the next one another")
  func upload() {
    let one: [WireMessage] = [
      .client(M.job(1, "1D 00 0000 00000000 09 5F3038303030303141")),
      .server(M.answer(1, "1D 00 0100 00000007")),
      .client(M.job(2, "1E 00 0000 00000007")), .server(M.answer(2, "1E 00", "0004 00FB 7070")),
      .client(M.job(3, "1F 00 0000 00000007")), .server(M.answer(3, "1F")),
    ]
    let flow = M.dissected(one + one)
    #expect(flow.story == ["transfer block ob1 succeeded", "transfer block ob1 succeeded"])
    #expect(flow.activities.map(\.deed) == [.upload, .upload])
  }

  @Test("stops, starts and what blocks are activated or deleted", arguments: S7commPageTests.samples.indices)
  func deeds(_ index: Int) {
    let expected: [String: Deed] = [
      "1/41 stop": .stop, "1/40 program invocation P_PROGRAM": .start,
      "1/40 program invocation P_PROGRAM, cold": .restart, "1/40 program invocation _INSE": .insert,
      "1/40 program invocation _DELE": .delete, "1/29 start upload": .upload, "7/1/9 force": .force,
      "7/1/12 memory reset": .reset, "7/7/2 and 7/7/4 set clock": .clock, "7/1/22 flash led": .blink,
    ]
    let sample = S7commPageTests.samples[index]
    guard let deed = expected[sample.message] else { return }
    let deeds = M.dissected(sample.exchange).activities.map(\.deed)
    #expect(!deeds.isEmpty && deeds.allSatisfy { $0 == deed })
  }

  @Test("user data is answered, or refused by its error")
  func userData() {
    let flow = M.dissected([
      .client(M.userData(1, type: 4, group: 7, 2, "00 19 2611 24 21 38 00 0003")),
      .server(M.userData(1, type: 8, group: 7, 2)),
      .client(M.userData(2, type: 4, group: 3, 3, "3038 3030303031 41")),
      .server(M.userData(2, type: 8, group: 3, 3, error: "D209")),
    ])
    #expect(flow.story == ["configure - succeeded", "browse block ob1 refused"])
    #expect(
      flow.counts(.s7comm) == ["function 7/7/2": 2, "function 7/3/3": 2])
  }

  @Test("a list in parts is one activity, and is read as a whole")
  func listInParts() {
    let record = "0007" + M.hexadecimal("CPU 315-2 PN/DP", width: 32)
    let list = "001C 0000 0022 0001" + record
    let cut = list.index(list.startIndex, offsetBy: 41)
    let flow = M.dissected([
      .client(M.userData(1, type: 4, group: 4, 1, "001C 0000")),
      .server(M.userData(1, type: 8, group: 4, 1, String(list[..<cut]), dataUnit: 3, isLast: false)),
      .client(M.userData(2, type: 4, group: 4, 1, isLong: true)),
      .server(M.userData(2, type: 8, group: 4, 1, String(list[cut...]), dataUnit: 3)),
    ])
    #expect(flow.story == ["identify szl 0x001c succeeded"])
    #expect(flow.facts == ["model CPU 315-2 PN/DP"])
    #expect(flow.counts(.s7comm) == ["function 7/4/1": 4])
  }

  @Test("a mode transition has no subfunction")
  func modeTransition() {
    let mode = M.message(7, 0, wireOctets("010010 10 00 00 02 00"), [])
    let flow = M.dissected([.server(M.data(mode))])
    #expect(flow.malformed(.s7comm) == 0)
    #expect(flow.counts(.s7comm) == ["function 7/0/-": 1])
    #expect(flow.activities.map(\.deed) == [.modeChange])
  }

  @Test("a password on the wire is a secret in clear")
  func password() {
    let flow = M.dissected([.client(M.userData(1, type: 4, group: 5, 1, "0102030405060708"))])
    #expect(flow.dissection.observations.anomalies.map(\.kind) == [.secretInClear])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [8])
  }

  @Test("objects beyond the limit are counted")
  func manyObjects() {
    let items = String(repeating: M.item(2, 1, 1, 0x84, bit: 80), count: 70)
    let flow = M.dissected([.client(M.job(7, "04 46" + items))])
    #expect(flow.activities.count == Dissection.objectLimit)
    #expect(flow.dissection.droppedObjects == 6)
  }
}
