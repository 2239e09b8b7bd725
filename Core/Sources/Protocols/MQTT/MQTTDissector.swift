import Bytes
import Vocabulary

/// What is remembered of a flow of MQTT.
struct MQTTFlow: Sendable {
  /// 3 (3.1), 4 (3.1.1) or 5; 0 where the CONNECT was not seen.
  var version: UInt8 = 0
}

/// Dissects MQTT: who connects, subscribes and publishes, and Sparkplug B in what is published.
///
/// What each message means is in `MQTTActivities.swift`, what Sparkplug's topics mean in `Sparkplug.swift`.
/// The payloads of other topics are passed over unread, however large.
public struct MQTTDissector: Sendable {
  public static let port: UInt16 = 1_883
  public static let flowLimit = 8_192
  /// Octets of a packet that is read as a whole; of a longer one the beginning is read and the rest skipped.
  static let wholeLimit = 64 << 10

  var flows = FlowStates<MQTTFlow>(limit: flowLimit)

  public init() {}

  /// Flows whose version was forgotten for newer ones.
  public var droppedFlows: Int { flows.dropped }

  /// Dissects as many whole packets as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while at < octets.count {
      let header: MQTTHeader
      do throws(DecodeError) {
        header = try MQTTHeader(octets, at: at)
      } catch {
        if error.reason == .truncated { break }
        dissection.malformed(.mqtt)
        return .lost(after: at)
      }
      let shown = octets.count &- at
      let wanted = wantedOctets(header, octets.extracting(at..<octets.count))
      guard shown >= wanted else { return StreamProgress(consumed: at, needs: wanted) }
      let end = at &+ min(shown, header.packetOctets)
      dissect(header, octets.extracting((at &+ header.octets)..<end), &dissection)
      at &+= header.packetOctets
    }
    return StreamProgress(consumed: at)
  }

  /// Octets of the packet from its beginning that are read: all, but for a payload that nobody needs.
  private func wantedOctets(_ header: MQTTHeader, _ octets: Span<UInt8>) -> Int {
    let whole = header.packetOctets
    guard header.type == MQTTType.publish else { return min(whole, Self.wholeLimit) }
    let topicAt = header.octets &+ 2
    guard octets.count >= topicAt else { return min(whole, topicAt) }
    let topic = Int(octets[header.octets]) << 8 | Int(octets[header.octets &+ 1])
    // The packet's number follows the topic.
    let beginning = min(whole, topicAt &+ topic &+ 2)
    guard octets.count >= beginning else { return beginning }
    return Sparkplug.isTopic(octets.extracting(topicAt..<min(octets.count, topicAt &+ topic)))
      ? max(beginning, min(whole, Self.wholeLimit)) : beginning
  }

  private mutating func dissect(
    _ header: MQTTHeader, _ body: Span<UInt8>, _ dissection: inout Dissection
  ) {
    dissection.count(.mqtt, .type, MessageCode(UInt32(header.type)))
    var reader = ByteReader(body)
    do throws(DecodeError) {
      switch header.type {
      case MQTTType.connect: try connect(&reader, &dissection)
      case MQTTType.connectAcknowledgement: try endConnect(&reader, &dissection)
      case MQTTType.publish: try publish(header, &reader, &dissection)
      case MQTTType.publishAcknowledgement, MQTTType.publishReceived: try endPublish(&reader, &dissection)
      case MQTTType.subscribe: try subscribe(&reader, &dissection)
      case MQTTType.subscribeAcknowledgement: try endSubscribe(&reader, &dissection)
      case MQTTType.unsubscribe, MQTTType.pingRequest: dissection.senderIsClient = true
      case MQTTType.unsubscribeAcknowledgement, MQTTType.pingResponse: dissection.receiverIsClient = true
      case MQTTType.authenticate: dissection.activity(.mqtt, .authenticate, code: UInt32(header.type))
      default: break
      }
    } catch {
      // What lies behind the limit was not shown.
      if header.packetOctets <= Self.wholeLimit { dissection.malformed(.mqtt) }
    }
  }

  /// The version of the flow's CONNECT, 0 where it was not seen.
  func version(_ dissection: borrowing Dissection) -> UInt8 {
    flows.find(dissection.serial).map { flows[$0].version } ?? 0
  }
}
