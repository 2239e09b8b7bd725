import Bytes
import Vocabulary

/// Sparkplug B: what edge nodes and devices tell, and what they are commanded.
///
/// A topic is `spBv1.0/GROUP/TYPE/NODE[/DEVICE]`.
///
/// Source: Eclipse Sparkplug Specification 3.0.0, chapters 4 (topics) and 6 (payloads).
enum Sparkplug {
  enum Kind {
    case birth, death, data, command, state, other
  }

  static func isTopic(_ topic: Span<UInt8>) -> Bool { starts(topic, with: "spBv1.0/") }

  static func dissect(
    _ topic: Span<UInt8>, _ payload: Span<UInt8>, of client: EndpointID, _ dissection: inout Dissection
  ) throws(DecodeError) {
    dissection.note(.sparkplug)
    let object = dissection.clientObject(.topic, topic, of: client)
    let (kind, node) = parts(topic)
    switch kind {
    case .command:
      if command(payload, object, of: client, &dissection) == 0 {
        dissection.activity(.sparkplug, .operate, object)
      }
    case .birth:
      dissection.activity(.sparkplug, .signal, object, deed: .announce)
      guard dissection.isFromClient, isNodeBirth(topic) else { return }
      if !node.isEmpty {
        dissection.tellFreely(.hostname, topic.extracting(node), source: "sparkplug node birth")
      }
      tellProperties(payload, &dissection)
    default: dissection.activity(.sparkplug, .signal, object)
    }
  }

  /// The message's kind, and where the edge node's name stands.
  private static func parts(_ topic: Span<UInt8>) -> (Kind, Range<Int>) {
    let stroke = UInt8(ascii: "/")
    let group = end(at: stroke, in: topic, from: 0) &+ 1
    if starts(topic, with: "STATE/", at: group) { return (.state, 0..<0) }
    let type = end(at: stroke, in: topic, from: group) &+ 1
    let typeEnd = end(at: stroke, in: topic, from: type)
    guard typeEnd > type, typeEnd < topic.count else { return (.other, 0..<0) }
    let node = (typeEnd &+ 1)..<max(typeEnd &+ 1, end(at: stroke, in: topic, from: typeEnd &+ 1))
    let word = topic.extracting((type &+ 1)..<typeEnd)
    if starts(word, with: "CMD") { return (.command, node) }
    if starts(word, with: "BIRTH") { return (.birth, node) }
    if starts(word, with: "DEATH") { return (.death, node) }
    return (starts(word, with: "DATA") ? .data : .other, node)
  }

  private static func isNodeBirth(_ topic: Span<UInt8>) -> Bool {
    position(of: "/NBIRTH/", in: topic) != nil
  }

  /// One activity for each metric that the command names; gives their number.
  private static func command(
    _ payload: Span<UInt8>, _ topic: ObjectReference, of client: EndpointID, _ dissection: inout Dissection
  ) -> Int {
    var metrics = SparkplugMetrics()
    var count = 0
    while let metric = metrics.next(in: payload) {
      guard !metric.name.isEmpty else { continue }
      guard count < Dissection.objectLimit else {
        dissection.droppedObjects += 1
        continue
      }
      let name = payload.extracting(metric.name)
      var object = dissection.clientObject(.metric, name, of: client)
      object = object.space == .none ? topic : object
      if object.space == .metric { object.part = topic.name.rawValue }
      let (verb, deed) = meaning(name)
      dissection.activity(.sparkplug, verb, object, deed: deed)
      count &+= 1
    }
    return count
  }

  /// Source: Eclipse Sparkplug Specification 3.0.0, section 6.4.13: Node Control.
  private static func meaning(_ metric: Span<UInt8>) -> (Verb, Deed) {
    if starts(metric, with: "Node Control/Reboot") || starts(metric, with: "Device Control/Reboot") {
      return (.setMode, .restart)
    }
    // It asks the node to announce itself anew.
    if starts(metric, with: "Node Control/Rebirth") || starts(metric, with: "Device Control/Rebirth") {
      return (.browse, .plain)
    }
    if starts(metric, with: "Node Control/Next Server") { return (.configure, .route) }
    return (.operate, .plain)
  }

  /// What a node says of itself when it announces itself.
  private static func tellProperties(_ payload: Span<UInt8>, _ dissection: inout Dissection) {
    var metrics = SparkplugMetrics()
    while let metric = metrics.next(in: payload) {
      guard !metric.text.isEmpty else { continue }
      let name = payload.extracting(metric.name)
      let attribute: IdentityAttribute
      if starts(name, with: "Properties/Hardware Make") {
        attribute = .vendor
      } else if starts(name, with: "Properties/Hardware Model") {
        attribute = .model
      } else if starts(name, with: "Properties/FW") {
        attribute = .firmware
      } else if starts(name, with: "Properties/OS"), name.count == 13 {
        attribute = .operatingSystem
      } else {
        continue
      }
      dissection.tellFreely(attribute, payload.extracting(metric.text), source: "sparkplug node birth")
    }
  }
}
