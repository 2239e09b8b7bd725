import Bytes
import Streams
import Vocabulary

/// Who leads a segment: the first that sends commands on it.
struct EtherCATMaster: Sendable {
  var mac: UInt64
  var vlan: UInt16
  var endpoint: EndpointID
  /// The first of its network; another one is an intruder, or the capture began at a strange moment.
  var isLeader: Bool
  /// Frames that came back to a station that was not seen to send: many make it the one that leads.
  var unsentReturns = 0

  static let provenReturns = 16

  /// Nobody else becomes its network's leader.
  var leads: Bool { isLeader || unsentReturns >= Self.provenReturns }
}

/// Dissects EtherCAT: states that devices are put into, their objects (CoE), files (FoE) and their EEPROM.
///
/// A frame runs through all devices and comes back with what they answered, so each is seen twice: as sent,
/// and with bit 1 of its source address set. The way out asks, the way back answers. Cyclic process data is
/// counted and makes no activities.
public struct EtherCATDissector: Sendable {
  public static let etherType: UInt16 = 0x88A4
  /// The same frames in datagrams.
  public static let port: UInt16 = 0x88A4
  public static let masterLimit = 64

  var masters: [EtherCATMaster] = []
  /// Stations that were put into the state BOOT, in which they take firmware.
  var booting: [Int32] = []
  /// Senders beyond the limit, which are counted and not read.
  public private(set) var droppedMasters = 0

  public init() {}

  /// Length (11 bits), a reserved bit, type 1: commands.
  ///
  /// Source: ETG.1000.4, clause 5.3.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 2 &+ EtherCATCommand.headOctets &+ 2, octets[1] >> 4 == 1, octets[2] <= 14 else {
      return .no
    }
    let length = Int(octets[0]) | Int(octets[1] & 7) << 8
    return length >= EtherCATCommand.headOctets &+ 2 && length &+ 2 <= octets.count ? .consistent : .no
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    _ = dissect(frame: octets, &dissection)
  }

  /// Dissects a frame's payload; false where it holds no commands.
  public mutating func dissect(frame octets: Span<UInt8>, _ dissection: inout Dissection) -> Bool {
    guard octets.count >= 2, octets[1] >> 4 == 1 else { return false }
    dissection.note(.ecat)
    let master = turn(isAnswered: Self.isAnswered(octets), &dissection)
    let (serial, direction, sender, receiver) = (
      dissection.serial, dissection.direction, dissection.sender, dissection.receiver
    )
    let isLowClient = dissection.clientIsLow
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      try reader.skip(2)
      var hasMore = true
      var ordinal: UInt64 = 0
      while hasMore {
        let command = try EtherCATCommand(parsing: &reader)
        hasMore = command.hasMore
        dissection.countMore(.ecat, .command, MessageCode(UInt32(command.command)))
        guard let master else { continue }
        // Both ways are one conversation, though their source addresses differ.
        dissection.serial = .max &- UInt32(truncatingIfNeeded: master.number)
        dissection.clientIsLow = true
        dissection.direction = master.isReturn ? .toClient : .toServer
        let leader = masters[master.number].endpoint
        dissection.sender = master.isReturn ? receiver : leader
        dissection.receiver = master.isReturn ? leader : receiver
        take(
          command, ordinal, octets.extracting(command.data), masters[master.number],
          isReturn: master.isReturn, &dissection)
        ordinal &+= 1
      }
    } catch {
      dissection.malformed(.ecat)
    }
    dissection.serial = serial
    dissection.direction = direction
    dissection.clientIsLow = isLowClient
    dissection.sender = sender
    dissection.receiver = receiver
    dissection.senderIsClient = false
    dissection.receiverIsClient = false
    return true
  }

  /// A device took the first command: the frame comes back.
  private static func isAnswered(_ octets: Span<UInt8>) -> Bool {
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      try reader.skip(2)
      return try EtherCATCommand(parsing: &reader).workingCounter > 0
    } catch {
      return false
    }
  }

  /// Whose frame this is, and whether it comes back; nil where too many send.
  private mutating func turn(
    isAnswered: Bool, _ dissection: inout Dissection
  ) -> (number: Int, isReturn: Bool)? {
    guard let mac = dissection.endpoints[dissection.sender].address.mac?.rawValue else {
      return find(0, dissection).map { ($0, false) }
    }
    let local: UInt64 = 0x02_00_00_00_00_00
    for number in masters.indices where masters[number].vlan == dissection.vlan {
      if masters[number].mac == mac {
        lead(number, &dissection)
        return (number, false)
      }
      if masters[number].mac | local == mac {
        if masters[number].unsentReturns > 0 { masters[number].unsentReturns &+= 1 }
        return (number, true)
      }
      // The capture began with a frame on its way back.
      if masters[number].mac == mac | local {
        masters[number].mac = mac
        masters[number].endpoint = dissection.sender
        if masters[number].isLeader { dissection.tell(.role, "controller", source: "ethercat master") }
        return (number, false)
      }
    }
    if isAnswered, mac & local != 0 {
      // It was sent where the capture does not see it, as by a driver beside the one that records.
      guard let number = find(mac & ~local, dissection, hasSent: false) else { return nil }
      masters[number].unsentReturns = 1
      return (number, true)
    }
    return find(mac, dissection).map { number in
      // A master is a controller by trade; a second one on the same segment is not believed.
      if masters[number].isLeader {
        dissection.tell(.role, "controller", source: "ethercat master")
      }
      return (number, false)
    }
  }

  /// A station that only received so far sends: it leads where nobody else does.
  private mutating func lead(_ number: Int, _ dissection: inout Dissection) {
    guard masters[number].unsentReturns > 0 else { return }
    masters[number].unsentReturns = 0
    masters[number].endpoint = dissection.sender
    let vlan = masters[number].vlan
    masters[number].isLeader = !masters.contains { $0.vlan == vlan && $0.leads }
    if masters[number].isLeader { dissection.tell(.role, "controller", source: "ethercat master") }
  }

  /// The place of a sender that is new, or that comes in datagrams and is known by its address alone.
  private mutating func find(
    _ mac: UInt64, _ dissection: borrowing Dissection, hasSent: Bool = true
  ) -> Int? {
    let known = masters.firstIndex {
      $0.vlan == dissection.vlan && $0.mac == mac && (mac != 0 || $0.endpoint == dissection.sender)
    }
    if let known { return known }
    guard masters.count < Self.masterLimit else {
      droppedMasters += 1
      return nil
    }
    let isLeader = hasSent && !masters.contains { $0.vlan == dissection.vlan && $0.leads }
    masters.append(
      EtherCATMaster(mac: mac, vlan: dissection.vlan, endpoint: dissection.sender, isLeader: isLeader))
    return masters.count - 1
  }
}
