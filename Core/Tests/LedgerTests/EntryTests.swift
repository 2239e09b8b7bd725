import Ledger
import Testing
import Vocabulary

@Suite("Entries")
struct EntryTests {
  @Test("an entry is one line, each key in its place")
  func encoding() throws {
    let text = String(decoding: try LedgerEntry.sample.encoded(), as: UTF8.self)
    #expect(
      text == """
        {"v":1,"time":"2026-12-01T00:00:00.123456789Z","clock":"ntp","sure_ns":2500000,"late":null,\
        "actor":"person","id":"p-4f1c0a9e","device":"laptop-7","session":"s-81","action":"write",\
        "target":"asset:press-01","object":"holding register 40001 to 40004","decision":"allowed",\
        "policies":["maintenance-shift","work-order"],"outcome":"done","reason":"order 4711: \\"new limit\\""}
        """)
  }

  @Test("what is read is what was written, whatever stands in it")
  func roundTrip() throws {
    var entry = LedgerEntry.sample
    for text in [
      "plain", "\u{1}\u{7F}\n\"\\/", "Prüfstand é e\u{301}", "<b>&\u{202E}\u{FEFF}", "🏭",
      String(repeating: "x", count: 512),
    ] {
      (entry.device, entry.target, entry.object, entry.reason) = (text, text, text, text)
      entry.policies = [String(text.unicodeScalars.prefix(100).map(Character.init))]
      entry.late = Timestamp(nanoseconds: entry.time.nanoseconds + 5)
      let octets = try entry.encoded()
      #expect(!octets.contains(0x0A))
      let read = try LedgerEntry(parsing: octets[...])
      #expect(try read.encoded() == octets)
      #expect(read.target.utf8.elementsEqual(text.utf8))
    }
    (entry.device, entry.session, entry.object, entry.reason, entry.late) = (nil, nil, nil, nil, nil)
    entry.clock.uncertaintyNanoseconds = nil
    entry.policies = []
    for (kind, decision, outcome) in [
      (.device, .denied, .refused), (.service, .unasked, .begun), (.system, .allowed, .failed),
      (.unknown, .denied, .unknown),
    ] as [(LedgerEntry.Actor.Kind, LedgerEntry.Decision, LedgerEntry.Outcome)] {
      (entry.actor.kind, entry.decision, entry.outcome) = (kind, decision, outcome)
      #expect(try LedgerEntry(parsing: try entry.encoded()[...]) == entry)
    }
    for nanoseconds in [Int64.min, -1, 0, 951_782_400_000_000_000, .max] {
      entry.time = Timestamp(nanoseconds: nanoseconds)
      #expect(try LedgerEntry(parsing: try entry.encoded()[...]).time == entry.time)
    }
  }

  @Test("every prefix is refused, and every octet changed is refused or another entry in its one form")
  func mutations() throws {
    let octets = try LedgerEntry.sample.encoded()
    for at in octets.indices {
      let error = #expect(throws: LedgerError.self) { try LedgerEntry(parsing: octets[..<at]) }
      #expect((error?.offset ?? .max) <= at)
      for change: UInt8 in [0x01, 0x20, 0x80, 0xFF] {
        var changed = octets
        changed[at] ^= change
        guard let other = try? LedgerEntry(parsing: changed[...]) else { continue }
        #expect(try other.encoded() == changed)
        #expect(other != .sample)
      }
    }
    #expect(throws: LedgerError(.trailing, at: octets.count)) {
      try LedgerEntry(parsing: (octets + [0x20])[...])
    }
  }

  @Test(
    "a form that says the same in other octets is refused at the first of them",
    arguments: [
      ("\"v\":1", "\"v\":2", LedgerError.Kind.unknownVersion), ("laptop-7", "l\\u0061ptop-7", .notCanonical),
      ("\"late\":null", "\"late\": null", .expected("a text")), ("2026-12-01", "2026-11-31", .notCanonical),
      ("2500000", "02500000", .invalidNumber),
      ("\"done\"", "\"did\"", .expected("done, failed, refused, begun, unknown")),
      (",\"session\"", ",\"sessiom\"", .expected(",\"session\":")),
      ("laptop-7", "", .invalidText("the device")),
      ("123456789Z", "123456789+", .notCanonical), ("2026-12", "2026-13", .expected("a time")),
    ])
  func strict(part: String, change: String, kind: LedgerError.Kind) throws {
    let text = String(decoding: try LedgerEntry.sample.encoded(), as: UTF8.self)
    let changed = try #require(text.replacingFirst(part, with: change))
    let error = #expect(throws: LedgerError.self) { try LedgerEntry(parsing: Array(changed.utf8)[...]) }
    #expect(error?.kind == kind)
  }

  @Test("texts have their limits on both sides")
  func limits() throws {
    func fails(_ change: (inout LedgerEntry) -> Void) -> Bool {
      var entry = LedgerEntry.sample
      change(&entry)
      return (try? entry.encoded()) == nil
    }
    let most = String(repeating: "x", count: 512)
    #expect(!fails({ $0.target = most }) && fails({ $0.target = most + "x" }) && fails({ $0.target = "" }))
    #expect(
      !fails({ $0.reason = most + most + most + most })
        && fails({ $0.reason = most + most + most + most + "x" }))
    #expect(
      !fails({ $0.policies = .init(repeating: "p", count: 32) })
        && fails({ $0.policies = .init(repeating: "p", count: 33) }))
    #expect(fails({ $0.policies = [""] }) && fails({ $0.device = "" }) && fails({ $0.actor.id = "" }))
    // The widest escapes of the widest entry still fit into a bundle.
    #expect(
      fails({ $0.policies = .init(repeating: String(repeating: "\u{1}", count: 256), count: 32) }))
  }
}

extension String {
  fileprivate func replacingFirst(_ part: String, with change: String) -> String? {
    guard let range = ranges(of: part).first else { return nil }
    return String(self[..<range.lowerBound]) + change + String(self[range.upperBound...])
  }
}
