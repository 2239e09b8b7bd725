import Protocols
import Streams
import Testing
import Vocabulary

/// Cut and altered messages, which no dissector may trap on.
enum HostileInput {
  /// Five values that a mutation gives an octet: the ends of its range, and neighbours in count and in bits.
  static func mutations(of octet: UInt8) -> [UInt8] {
    [0x00, 0xFF, octet &+ 1, octet &- 1, octet ^ 0x80]
  }

  /// Feeds the exchange with each message cut at each place, then its rest; what is seen must be the same.
  static func everyPrefix<D: StreamDissector>(of exchange: [WireMessage], _ make: () -> DissectedFlow<D>) {
    var whole = make()
    whole.feed(exchange)
    whole.finish()
    for (position, message) in exchange.enumerated() {
      for cut in 0..<message.octets.count {
        var flow = make()
        flow.feed(Array(exchange[..<position]))
        flow.feed(WireMessage(direction: message.direction, octets: Array(message.octets[..<cut])))
        flow.feed(WireMessage(direction: message.direction, octets: Array(message.octets[cut...])))
        flow.feed(Array(exchange[(position + 1)...]))
        flow.finish()
        #expect(flow.story == whole.story, "message \(position) cut at \(cut)")
        #expect(flow.facts == whole.facts, "message \(position) cut at \(cut)")
      }
    }
  }

  /// Feeds the exchange with each message ending early for good: nothing may trap, whatever comes after.
  static func everyTruncation<D: StreamDissector>(
    of exchange: [WireMessage], _ make: () -> DissectedFlow<D>
  ) {
    for (position, message) in exchange.enumerated() {
      for cut in 0..<message.octets.count {
        var flow = make()
        var cutExchange = exchange
        cutExchange[position].octets = Array(message.octets[..<cut])
        _ = D.recognise(octets: cutExchange[position].octets)
        flow.feed(cutExchange)
        flow.finish()
      }
    }
  }

  /// Feeds the exchange with each octet altered; nothing may trap, and nothing is made of nothing.
  static func everyMutation<D: StreamDissector>(of exchange: [WireMessage], _ make: () -> DissectedFlow<D>) {
    for (position, message) in exchange.enumerated() {
      for index in message.octets.indices {
        for value in mutations(of: message.octets[index]) {
          var flow = make()
          var altered = exchange
          altered[position].octets[index] = value
          _ = D.recognise(octets: altered[position].octets)
          flow.feed(altered)
          flow.finish()
          #expect(flow.activities.count <= exchange.count * (Dissection.objectLimit + 2))
        }
      }
    }
  }

  /// Cuts and alters each datagram of the exchange.
  static func everyDatagram<D: DatagramDissector>(
    of exchange: [WireMessage], _ make: () -> DissectedFlow<D>
  ) {
    for (position, message) in exchange.enumerated() {
      for index in message.octets.indices {
        var variants = mutations(of: message.octets[index]).map { value in
          var octets = message.octets
          octets[index] = value
          return octets
        }
        variants.append(Array(message.octets[..<index]))
        for octets in variants {
          var flow = make()
          var altered = exchange
          altered[position].octets = octets
          flow.deliver(altered)
          flow.finish()
          #expect(flow.activities.count <= exchange.count * (Dissection.objectLimit + 2))
        }
      }
    }
  }
}
