/// A 48-bit hardware address (IEEE 802), held in the low bits of one number, first octet highest.
public struct MACAddress: Hashable, Comparable, Sendable {
  public let rawValue: UInt64

  @inlinable
  public init(rawValue: UInt64) {
    self.rawValue = rawValue & 0xFFFF_FFFF_FFFF
  }

  @inlinable
  public static var broadcast: MACAddress { MACAddress(rawValue: 0xFFFF_FFFF_FFFF) }
  @inlinable
  public static var zero: MACAddress { MACAddress(rawValue: 0) }

  /// The group bit: multicast and broadcast, never the address of one device.
  @inlinable
  public var isGroup: Bool { rawValue & 0x0100_0000_0000 != 0 }

  /// Assigned by a maker under an IEEE registry entry: neither group nor locally administered nor zero.
  @inlinable
  public var isUniversal: Bool { rawValue & 0x0300_0000_0000 == 0 && rawValue != 0 }

  /// The first three octets, the key of the IEEE registry's MA-L table.
  @inlinable
  public var organisation: UInt32 { UInt32(truncatingIfNeeded: rawValue &>> 24) }

  @inlinable
  public static func < (left: MACAddress, right: MACAddress) -> Bool { left.rawValue < right.rawValue }
}
