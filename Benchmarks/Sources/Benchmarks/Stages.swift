import Captures
import Detection
import Engine
import Inventory
import Packets
import Protocols
import Reports
import Streams
import Vocabulary

/// The stages of a packet's way, each measured by itself from what the stages before it gave.
struct Stages {
  let traffic: Traffic
  let rounds: Int

  func measure() -> [(name: String, cost: Cost)] {
    var costs = [("capture", capture), ("decode", decode), ("flow", flow)]
    costs += dissectors
    costs += [("plant", plant), ("inspect", inspect), ("report", report)]
    return costs
  }

  /// Finding the packets in the capture.
  private var capture: Cost {
    Cost.measure(rounds: rounds) {
      var count = 0
      Traffic.read(traffic.capture.span) { count += $0.end > $0.start ? 1 : 0 }
      return count
    }
  }

  /// Link layer to transport.
  private var decode: Cost {
    Cost.measure(rounds: rounds) {
      var payload = 0
      for captured in traffic.packets {
        let frame = traffic.capture.span.extracting(traffic.octets(of: captured))
        payload += Packet(decoding: frame, link: .ethernet).capturedPayload
      }
      return payload > 0 ? traffic.packets.count : 0
    }
  }

  /// Finding or opening the packet's flow, and counting it there.
  private var flow: Cost {
    let packets = traffic.packets.map { captured in
      Packet(
        decoding: traffic.capture.span.extracting(traffic.octets(of: captured)), link: .ethernet)
    }
    return Cost.measure(rounds: rounds) {
      var flows = FlowTable()
      var ended: [Int] = []
      for (packet, captured) in zip(packets, traffic.packets) {
        var fromLow = true
        let key = FlowKey(packet, fromLow: &fromLow)
        let position =
          flows.find(key)
          ?? flows.open(
            key, clientIsLow: fromLow, clientIsKnown: false, client: EndpointID(rawValue: 0),
            server: EndpointID(rawValue: 1), time: captured.time,
            place: PacketPlace(packet: captured.number), ended: &ended)
        _ = flows.count(position, fromLow: fromLow, octets: captured.originalOctets, at: captured.time)
      }
      return packets.count
    }
  }

  /// Each dissector on its own segments: requests paired with replies, activities made and dropped.
  private var dissectors: [(String, Cost)] {
    [
      dissect(.modbus, ModbusDissector.port) {
        ModbusDissector()
      } with: {
        $0.dissect(stream: $1, &$2).consumed
      },
      dissect(.s7comm, ISOTransportDissector.port) {
        ISOTransportDissector()
      } with: {
        $0.dissect(stream: $1, &$2).consumed
      },
      dissect(.enip, EtherNetIPDissector.port) {
        EtherNetIPDissector()
      } with: {
        $0.dissect(stream: $1, &$2).consumed
      },
      dissect(.opcua, OPCUADissector.port) {
        OPCUADissector()
      } with: {
        $0.dissect(stream: $1, &$2).consumed
      },
      dissect(.ams, AMSDissector.port) {
        AMSDissector()
      } with: {
        $0.dissect(stream: $1, &$2).consumed
      },
    ]
  }

  private func dissect<Dissector>(
    _ name: ProtocolName, _ port: UInt16, _ make: () -> Dissector,
    with dissect: (inout Dissector, Span<UInt8>, inout Dissection) -> Int
  ) -> (String, Cost) {
    let exchange = Exchange(name, port: port, of: traffic)
    let cost = Cost.measure(rounds: rounds) {
      var dissector = make()
      return exchange.replay(traffic) { octets, dissection in _ = dissect(&dissector, octets, &dissection) }
    }
    return ("dissect \(name.text)", cost)
  }

  /// Inventory and detectors taking the activities of Modbus, a packet being a segment that made them.
  private var plant: Cost {
    let exchange = Exchange(.modbus, port: ModbusDissector.port, of: traffic)
    var batches: [Observations] = []
    var dissector = ModbusDissector()
    let segments = exchange.replay(traffic) { octets, dissection in
      _ = dissector.dissect(stream: octets, &dissection)
    } observe: {
      batches.append($0)
      $0.removeAll()
    }
    return Cost.measure(rounds: rounds) {
      var inventory = Inventory()
      var detectors = Detectors()
      for observations in batches {
        inventory.learn(observations)
        for activity in observations.activities { detectors.observe(activity) }
      }
      return segments
    }
  }

  /// All of it up to the report.
  private var inspect: Cost {
    Cost.measure(rounds: rounds) { inspection().packets }
  }

  /// Making the report and writing it as JSON.
  private var report: Cost {
    let (inspection, packets) = inspection()
    return Cost.measure(rounds: rounds) { Self.reportOctets(inspection) > 0 ? packets : 0 }
  }

  /// The whole way of a capture in memory, for a comparison.
  var whole: Cost {
    Cost.measure(rounds: rounds) {
      let (inspection, packets) = inspection()
      return Self.reportOctets(inspection) > 0 ? packets : 0
    }
  }

  private func inspection() -> (Inspection, packets: Int) {
    var inspection = Inspection()
    var packets = 0
    let octets = traffic.capture.span
    Traffic.read(octets) { packet in
      inspection.take(packet, in: octets, capture: 0)
      packets += 1
    }
    inspection.finish()
    return (inspection, packets)
  }

  private static func reportOctets(_ inspection: Inspection) -> Int {
    var json = JSONReport(inspection.report(captures: []))
    var octets = 0
    json.write { block in
      octets += block.count
      block.removeAll(keepingCapacity: true)
    }
    return octets
  }
}
