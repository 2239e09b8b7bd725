import Protocols
import Streams
import Testing
import Vocabulary

@Suite("OPC UA chunks and encrypted channels")
struct OPCUAChunkTests {
  typealias Wire = OPCUAWire

  /// A read of two nodes whose request comes in three chunks.
  private static func chunks(signature: Int = 0) -> [WireMessage] {
    let body = Wire.node(631) + Array(Wire.read(Wire.node("Boiler"), Wire.node(2258)).octets.dropFirst(28))
    let cut = [0, 10, 60, body.count]
    return (0..<3).map { part in
      let octets = Array(body[cut[part]..<cut[part + 1]]) + [UInt8](repeating: 0xAA, count: signature)
      return .client(Wire.message(part < 2 ? "MSGC" : "MSGF", id: 1, octets))
    }
  }

  @Test("a message in chunks is read when its last one is there, and counts as one service")
  func assembly() {
    var flow = Wire.flow()
    flow.feed(Self.chunks())
    flow.finish()
    #expect(flow.story == ["read ns=2;s=Boiler unanswered", "read i=2258 unanswered"])
    #expect(flow.counts(.opcua) == ["message MSG": 3, "service 631": 1])
    #expect(flow.activities.map(\.packet) == [3, 3])
    HostileInput.everyPrefix(of: Self.chunks(), Wire.flow)
    HostileInput.everyMutation(of: Self.chunks(), Wire.flow)
  }

  @Test("signatures between the chunks of a signed channel are left out")
  func signed() {
    var flow = Wire.flow()
    flow.feed(.client(Wire.openEncrypted(channel: 0)))
    flow.feed(.server(Wire.openEncrypted(channel: 7)))
    flow.feed(Self.chunks(signature: 32))
    flow.finish()
    #expect(flow.story == ["connect - succeeded", "read ns=2;s=Boiler unanswered", "read i=2258 unanswered"])
  }

  @Test("messages of two requests may mingle their chunks with other messages")
  func interleaved() {
    var flow = Wire.flow()
    let chunks = Self.chunks()
    flow.feed([chunks[0], Wire.write(Wire.node(5), id: 2), chunks[1], chunks[2]])
    flow.finish()
    #expect(flow.counts(.opcua) == ["message MSG": 4, "service 673": 1, "service 631": 1])
  }

  @Test("an aborted message asks nothing; an aborted response fails its request")
  func aborted() {
    var flow = Wire.flow()
    flow.feed([Self.chunks()[0], .client(Wire.message("MSGA", id: 1, wireOctets("00008080 FFFFFFFF")))])
    flow.finish()
    #expect(flow.story == [])
    flow.feed([
      Wire.read(Wire.node(5), id: 3), .server(Wire.message("MSGA", id: 3, wireOctets("00008080 FFFFFFFF"))),
    ])
    #expect(flow.story == ["read i=5 failed"])
  }

  @Test("what an encrypted channel carries is counted as messages only")
  func encrypted() {
    var flow = Wire.flow()
    flow.feed([
      Wire.hello(), Wire.acknowledge, .client(Wire.openEncrypted(channel: 0)),
      .server(Wire.openEncrypted(channel: 7)),
      .client(Wire.message(id: 0x7D3F_0011, [UInt8](repeating: 0x9C, count: 64))),
    ])
    flow.finish()
    #expect(flow.story == ["connect endpoint opc.tcp://plc-7:4840 succeeded"])
    #expect(flow.activities.map(\.deed) == [.plain])
    #expect(flow.counts(.opcua) == ["message HEL": 1, "message ACK": 1, "message OPN": 2, "message MSG": 1])
    #expect(flow.dissection.isEncrypted)
    #expect(flow.malformed(.opcua) == 0)
  }

  @Test("octets behind the limit of a chunk are skipped, and the next message is found")
  func large() {
    let blob = [UInt8](repeating: 0x41, count: 200_000)
    let value = wireOctets("01 0F") + Wire.number(blob.count) + blob
    let response = Wire.response(634, Wire.number(1) + value + Wire.null)
    var flow = Wire.flow()
    flow.feed(Wire.read(Wire.node(5)))
    flow.feed(.server(Array(response.octets.prefix(70_000))))
    #expect(flow.waitingOctets(.toClient) == 0)
    flow.feed(.server(Array(response.octets.dropFirst(70_000)) + Wire.response(676, id: 2).octets))
    flow.finish()
    #expect(flow.story == ["read i=5 succeeded"])
    #expect(flow.losses == 0 && flow.malformed(.opcua) == 0)
    #expect(flow.counts(.opcua)["service 676"] == 1)
  }

  @Test("of more messages in chunks than the limit, the oldest gives way and is counted")
  func messageLimit() {
    let limit = OPCUADissector.chunkedMessageLimit
    for (count, dropped) in [(limit, 0), (limit + 1, 1)] {
      var flow = Wire.flow()
      for id in 1...count {
        flow.feed(.client(Wire.message("MSGC", id: id, Wire.node(631))))
      }
      #expect(flow.dissector.droppedMessages == dropped)
    }
  }
}
