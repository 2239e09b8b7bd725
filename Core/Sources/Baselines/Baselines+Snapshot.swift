public import PlantCalendar
import Vocabulary

/// Why a snapshot cannot be read.
public enum SnapshotError: Error, Equatable, Sendable {
  /// Not what this version writes.
  case unknownForm
  /// Cut, longer than it says, changed, or of values that never are.
  case damaged
  /// More items than the settings let.
  case tooLarge
}

/// Octets of a snapshot, least significant first:
///
///     "BHnormal" | version 2 | seed 8 | hour 4 | whether it had traffic 1 | observed hours 4
///     dropped 8 | live since 4 * 4 | items 4 | habits 2 | habits dropped 8
///     an item: key 8 + 4 | last hour 4 | hours 2 | scenario 1 | standing 1
///     a habit: reason 1 | ends 2 * (kind 1 + address 16 + VLAN 2) | protocol 1 | first 8 | last 8
///       accepted 1
///     checksum 8, over all before it
extension Baselines {
  static let magic = Array("BHnormal".utf8)
  static let version: UInt64 = 1
  static let itemOctets = 20
  static let headOctets = 8 + 2 + 8 + 4 + 1 + 4 + 8 + 16 + 4 + 2 + 8
  static let habitOctets = 1 + 2 * 19 + 1 + 8 + 8 + 1

  /// Appends all that was learned; novelties that wait are not part of it.
  public func write(to octets: inout [UInt8]) {
    let start = octets.count
    octets.reserveCapacity(start + Self.headOctets + set.items.count * Self.itemOctets + 8)
    octets.append(contentsOf: Self.magic)
    octets.put(Self.version, 2)
    octets.put(seed, 8)
    octets.put(UInt64(hour), 4)
    octets.append(sawThisHour ? 1 : 0)
    octets.put(UInt64(observedHours), 4)
    octets.put(dropped, 8)
    for meter in meters { octets.put(UInt64(meter.liveSince ?? 0), 4) }
    octets.put(UInt64(set.items.count), 4)
    octets.put(UInt64(vetting.habits.count), 2)
    octets.put(vetting.dropped, 8)
    for item in set.items {
      octets.put(item.key.first, 8)
      octets.put(UInt64(item.key.second), 4)
      octets.put(UInt64(item.lastHour), 4)
      octets.put(UInt64(item.hours), 2)
      octets.append(item.scenario.rawValue)
      octets.append(item.standing.rawValue)
    }
    for habit in vetting.habits {
      octets.append(habit.reason.rawValue)
      for end in [habit.actor, habit.target] {
        octets.append(end.address.kind.rawValue)
        octets.put(end.address.high, 8)
        octets.put(end.address.low, 8)
        octets.put(UInt64(end.vlan), 2)
      }
      octets.append(habit.name.rawValue)
      octets.put(UInt64(bitPattern: habit.first.nanoseconds), 8)
      octets.put(UInt64(bitPattern: habit.last.nanoseconds), 8)
      octets.append(habit.isAccepted ? 1 : 0)
    }
    octets.put(Self.checksum(octets[start...]), 8)
  }

  /// Goes on from a snapshot, with its seed.
  public init(
    reading octets: ArraySlice<UInt8>, settings: BaselineSettings = BaselineSettings(),
    calendar: PlantCalendar = PlantCalendar()
  ) throws(SnapshotError) {
    guard octets.starts(with: Self.magic) else { throw .unknownForm }
    guard octets.count >= Self.headOctets + 8 else { throw .damaged }
    var rest = SnapshotOctets(rest: octets.dropFirst(Self.magic.count))
    guard rest.take(2) == Self.version else { throw .unknownForm }
    self.init(settings: settings, calendar: calendar, seed: rest.take(8))
    hour = UInt32(truncatingIfNeeded: rest.take(4))
    let traffic = rest.take(1)
    guard traffic <= 1 else { throw .damaged }
    sawThisHour = traffic == 1
    observedHours = UInt32(truncatingIfNeeded: rest.take(4))
    dropped = rest.take(8)
    for index in meters.indices {
      let since = UInt32(truncatingIfNeeded: rest.take(4))
      guard since <= hour else { throw .damaged }
      meters[index].liveSince = since == 0 ? nil : since
    }
    let count = Int(rest.take(4))
    let habits = Int(rest.take(2))
    vetting.dropped = rest.take(8)
    guard octets.count == Self.headOctets + count * Self.itemOctets + habits * Self.habitOctets + 8,
      Self.checksum(octets.dropLast(8)) == octets.suffix(8).littleEndian
    else { throw .damaged }
    guard count <= set.limit, habits <= Vetting.habitLimit else { throw .tooLarge }
    for _ in 0..<count { try take(&rest) }
    for _ in 0..<habits { try takeHabit(&rest) }
  }

  private mutating func take(_ rest: inout SnapshotOctets) throws(SnapshotError) {
    let key = ItemKey(first: rest.take(8), second: UInt32(truncatingIfNeeded: rest.take(4)))
    let lastHour = UInt32(truncatingIfNeeded: rest.take(4))
    let hours = UInt16(truncatingIfNeeded: rest.take(2))
    guard let scenario = Scenario(rawValue: UInt8(truncatingIfNeeded: rest.take(1))),
      let standing = ItemStanding(rawValue: UInt8(truncatingIfNeeded: rest.take(1))), hours > 0,
      lastHour <= hour, set.find(key) == nil,
      set.insert(
        LearnedItem(key: key, lastHour: lastHour, hours: hours, scenario: scenario, standing: standing))
    else { throw .damaged }
    let index = Int(scenario.rawValue)
    meters[index].items += 1
    meters[index].sightings += Int(hours)
    if hours == 1 { meters[index].once += 1 }
    if hours == 2 { meters[index].twice += 1 }
  }

  private mutating func takeHabit(_ rest: inout SnapshotOctets) throws(SnapshotError) {
    guard let reason = VettingReason(rawValue: UInt8(truncatingIfNeeded: rest.take(1))) else {
      throw .damaged
    }
    let actor = try Self.end(&rest)
    let target = try Self.end(&rest)
    guard let name = ProtocolName(rawValue: UInt8(truncatingIfNeeded: rest.take(1))) else { throw .damaged }
    let known = vetting.habits.count
    vetting.note(reason, actor, target, name, at: Timestamp(nanoseconds: Int64(bitPattern: rest.take(8))))
    let last = Timestamp(nanoseconds: Int64(bitPattern: rest.take(8)))
    let accepted = rest.take(1)
    guard vetting.habits.count == known + 1, last >= vetting.habits[known].first, accepted <= 1 else {
      throw .damaged
    }
    vetting.habits[known].last = last
    vetting.habits[known].isAccepted = accepted == 1
  }

  private static func end(_ rest: inout SnapshotOctets) throws(SnapshotError) -> Endpoint {
    let kind = rest.take(1)
    let (high, low) = (rest.take(8), rest.take(8))
    let vlan = UInt16(truncatingIfNeeded: rest.take(2))
    switch HostAddress.Kind(rawValue: UInt8(truncatingIfNeeded: kind)) {
    case .mac where high == 0 && low < 1 << 48:
      return Endpoint(HostAddress(mac: MACAddress(rawValue: low)), vlan: vlan)
    case .ipv4 where high == 0 && low < 1 << 32:
      return Endpoint(HostAddress(ipv4: UInt32(truncatingIfNeeded: low)), vlan: vlan)
    case .ipv6: return Endpoint(HostAddress(ipv6High: high, low: low), vlan: vlan)
    default: throw .damaged
    }
  }

  /// Finds damage, not ill will: who can write the file can write anything into it.
  private static func checksum(_ octets: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for octet in octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
    return hash
  }
}

/// Octets taken from the front; those that are not there are zeros.
private struct SnapshotOctets {
  var rest: ArraySlice<UInt8>

  mutating func take(_ count: Int) -> UInt64 {
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count).littleEndian
  }
}

extension ArraySlice<UInt8> {
  fileprivate var littleEndian: UInt64 { reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}

extension [UInt8] {
  fileprivate mutating func put(_ value: UInt64, _ count: Int) {
    for index in 0..<count { append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
  }
}
