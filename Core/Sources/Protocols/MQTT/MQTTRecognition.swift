import Bytes

/// What in octets proves that they are MQTT.
extension MQTTDissector {
  /// The first packet is as its type allows, and so are the headers of those that follow whole ones.
  ///
  /// Source: MQTT Version 3.1.1, sections 2 and 3.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 2 else { return .undecided }
    var at = 0
    // Packets of two octets may fill a segment; a few tell as much.
    for _ in 0..<4 where at < octets.count {
      guard let header = try? MQTTHeader(octets, at: at) else {
        // A segment may end inside a header, but not begin there.
        return at > 0 && octets.count &- at < 5 ? .consistent : .no
      }
      let body = octets.extracting((at &+ header.octets)..<min(octets.count, at &+ header.packetOctets))
      guard isPlausible(header, body) else { return .no }
      at &+= header.packetOctets
    }
    return .consistent
  }

  /// Only a CONNECT names its protocol; the other packets are a few octets that anything may begin with.
  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 12, let header = try? MQTTHeader(octets), header.type == MQTTType.connect else {
      return .no
    }
    return isConnect(octets.extracting(header.octets..<octets.count)) ? .consistent : .no
  }

  private static func isPlausible(_ header: MQTTHeader, _ body: Span<UInt8>) -> Bool {
    let length = header.bodyOctets
    switch header.type {
    case MQTTType.connect: return length >= 10 && isConnect(body)
    case MQTTType.connectAcknowledgement: return length >= 2 && body.count >= 1 && body[0] <= 1
    case MQTTType.publish: return isPublish(header, body)
    case MQTTType.subscribe: return length >= 6
    case MQTTType.subscribeAcknowledgement: return length >= 3
    case MQTTType.unsubscribe: return length >= 4
    case MQTTType.pingRequest, MQTTType.pingResponse: return length == 0
    case MQTTType.disconnect, MQTTType.authenticate: return length < 256
    // An acknowledgement has a number, of version 5 a reason and properties.
    default: return length >= 2 && length < 1 << 16
    }
  }

  private static func isConnect(_ body: Span<UInt8>) -> Bool {
    starts(body, with: "\0\u{4}MQTT") || starts(body, with: "\0\u{6}MQIsdp")
  }

  /// A topic is text without wildcards; of version 5 it may be empty.
  private static func isPublish(_ header: MQTTHeader, _ body: Span<UInt8>) -> Bool {
    guard body.count >= 2 else { return false }
    let topic = Int(body[0]) << 8 | Int(body[1])
    guard topic > 0, topic &+ 2 <= header.bodyOctets else { return false }
    for index in 2..<min(body.count, topic &+ 2) {
      let octet = body[index]
      if octet < 0x20 || octet == UInt8(ascii: "#") || octet == UInt8(ascii: "+") { return false }
    }
    return true
  }
}
