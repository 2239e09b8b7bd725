import Vocabulary

/// What makes two activities the same one: everything but time and outcome, packed into four words.
struct ActivityKey: Equatable, Sendable {
  /// Actor and target.
  let ends: UInt64
  /// Unit and the object's container.
  let place: UInt64
  /// The object's name and first member.
  let start: UInt64
  /// The object's last member, whether it is an announcement, the object's space, the verb and the protocol.
  let rest: UInt64

  @inline(__always)
  init(_ activity: ActivityObservation) {
    let object = activity.object
    ends = UInt64(activity.actor.rawValue) << 32 | UInt64(activity.target.rawValue)
    place = UInt64(UInt32(bitPattern: activity.unit)) << 32 | UInt64(object.part)
    start = UInt64(object.name.rawValue) << 32 | UInt64(object.from)
    rest =
      UInt64(object.to) << 32 | (activity.deed == .announce ? 1 << 24 : 0)
      | UInt64(object.space.rawValue) << 16 | UInt64(activity.verb.rawValue) << 8
      | UInt64(activity.name.rawValue)
  }

  var actor: EndpointID { EndpointID(rawValue: UInt32(truncatingIfNeeded: ends >> 32)) }
  var target: EndpointID { EndpointID(rawValue: UInt32(truncatingIfNeeded: ends)) }
  var unit: Int32 { Int32(truncatingIfNeeded: place >> 32) }
  var verb: Verb { Verb(rawValue: UInt8(truncatingIfNeeded: rest >> 8)) ?? .signal }
  var name: ProtocolName { ProtocolName(rawValue: UInt8(truncatingIfNeeded: rest)) ?? .unknown }

  /// The actor told it of itself: nobody asked the target.
  var isAnnouncement: Bool { rest >> 24 & 1 != 0 }

  var object: ObjectReference {
    ObjectReference(
      ObjectSpace(rawValue: UInt8(truncatingIfNeeded: rest >> 16)) ?? .none,
      part: UInt32(truncatingIfNeeded: place),
      name: NameID(rawValue: UInt32(truncatingIfNeeded: start >> 32)),
      from: UInt32(truncatingIfNeeded: start), to: UInt32(truncatingIfNeeded: rest >> 32))
  }

  /// Two chains of multiplications that the processor runs side by side.
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 {
    mixed(mixed(mixed(seed, ends), place), mixed(mixed(~seed, start), rest))
  }
}
