import IdentityRecords
import Storage
import Testing

@Suite("What a witness saw")
struct WitnessRecordTests {
  let site: SampleSite

  init() throws { site = try SampleSite() }

  private func log(_ number: Int, note: [UInt8] = [1]) -> WitnessedLog {
    WitnessedLog(origin: Array("bulkhead/\(number)".utf8), key: "key-\(number)", note: note)
  }

  @Test("is there after the database was opened anew, and stays where nothing new is kept")
  func kept() throws {
    do {
      let database = try site.open()
      for note in [[1], [2, 3]] as [[UInt8]] {
        try database.changeWitnessed(log(1).origin) { _ in (log(1, note: note), ()) }
      }
      let nothing = try database.changeWitnessed(log(2).origin) { (nil, $0) }
      #expect(nothing == nil)
      try database.close()
    }
    let database = try site.open()
    #expect(try database.changeWitnessed(log(1).origin) { (nil, $0) } == log(1, note: [2, 3]))
    #expect(try database.changeWitnessed(log(2).origin) { (nil, $0) } == nil)
  }

  @Test("is of a limited number of logs; those that are known go on")
  func limit() throws {
    let database = try site.open()
    for number in 0..<WitnessedLog.limit {
      try database.changeWitnessed(log(number).origin) { _ in (log(number), ()) }
    }
    let next = log(WitnessedLog.limit)
    #expect(throws: StoreError.self) { try database.changeWitnessed(next.origin) { _ in (next, ()) } }
    try database.changeWitnessed(log(0).origin) { _ in (log(0, note: [9]), ()) }
    #expect(try database.changeWitnessed(log(0).origin) { (nil, $0) }?.note == [9])
    #expect(try database.changeWitnessed(next.origin) { (nil, $0) } == nil)
  }
}
