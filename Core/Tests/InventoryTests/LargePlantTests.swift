import Testing
import Vocabulary

@testable import Inventory

@Suite("A hundred thousand conversations")
struct LargePlantTests {
  @Test("all of them are kept, and every row comes out once")
  func rows() {
    var endpoints = EndpointTable()
    var inventory = Inventory()
    let servers = (0..<250).map { endpoints.intern(Endpoint(HostAddress(ipv4: 0x0A00_0000 + $0))) }
    for number in 0..<100_000 {
      let client = endpoints.intern(Endpoint(HostAddress(ipv4: 0x0A10_0000 + UInt32(number % 25_000))))
      let time = Timestamp(nanoseconds: Int64(number))
      let server = servers[(number / 25_000 * 7 + number) % 250]
      let place = PacketPlace(packet: UInt32(number))
      inventory.learn(
        FlowSummary(
          first: time, last: time, place: place, client: client, server: server, clientPort: 40_000,
          serverPort: UInt16(502 + number / 25_000), transport: .tcp, state: .established, name: .modbus,
          isEncrypted: false, packetsToServer: 1, packetsToClient: 1, octetsToServer: 1, octetsToClient: 1,
          gapOctets: 0))
      inventory.learn(
        ActivityObservation(
          time: time, place: place, actor: client, target: server, unit: 1,
          object: registers(UInt32(number / 25_000 * 100), UInt32(number / 25_000 * 100 + 9)), verb: .read,
          outcome: .succeeded, name: .modbus))
    }
    let book = inventory.assets(endpoints: endpoints, names: NameTable())
    #expect(book.count == 25_250)
    var activities = 0
    var conversations = 0
    book.forEachActivity(in: inventory.activities) { row in activities += row.count == 1 ? 1 : 0 }
    var last = Timestamp(nanoseconds: -1)
    book.forEachConversation(in: inventory.conversations) { row in
      if last < row.first { conversations += 1 }
      last = row.first
    }
    #expect(activities == 100_000)
    #expect(conversations == 100_000)
  }

  @Test("records, indexes and traces stay within 32 MiB")
  func memory() {
    let slots = 262_144 * 8
    let conversations = 100_000 * MemoryLayout<Conversation>.stride + slots
    let activities = 100_000 * MemoryLayout<ActivityRecord>.stride + slots
    let hosts = 25_250 * (MemoryLayout<EndpointTrace>.stride + MemoryLayout<PartySummary>.stride)
    #expect(conversations + activities + hosts < 32 << 20)
  }

  @Test("a chunked list gives back what it was given, across chunks")
  func chunks() {
    var list = ChunkedArray<Int>()
    for number in 0..<5000 { list.append(number * 3) }
    list[4096] += 1
    #expect(list.count == 5000)
    for number in 0..<5000 where list[number] != number * 3 + (number == 4096 ? 1 : 0) {
      Issue.record("element \(number) is \(list[number])")
    }
  }
}
