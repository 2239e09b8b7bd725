import Vocabulary

/// DHCP messages of a client that gets an address, and of its server.
///
/// Source: RFC 2131, clause 2; RFC 2132 for the options.
struct DHCPMessage: Sendable {
  enum Kind: UInt8, Sendable {
    case discover = 1
    case offer = 2
    case request = 3
    case acknowledge = 5
  }

  var kind: Kind
  var transaction: UInt32
  var client: MACAddress
  var hostname: String
  var vendorClass: String
  /// The address that is offered or asked for.
  var address: UInt32
  var server: UInt32
  var gateway: UInt32

  var isFromServer: Bool { kind == .offer || kind == .acknowledge }

  var octets: [UInt8] {
    var octets: [UInt8] = [isFromServer ? 2 : 1, 1, 6, 0]
    octets.put32(transaction)
    octets.put32(0)
    octets.put32(0)
    octets.put32(isFromServer ? address : 0)
    octets.put32(isFromServer ? server : 0)
    octets.put32(isFromServer ? gateway : 0)
    octets.put48(client.rawValue)
    octets.putZeros(10 + 64 + 128)
    octets.put32(0x6382_5363)
    octets += [53, 1, kind.rawValue]
    if isFromServer {
      option(54, number: server, to: &octets)
      option(51, number: 28_800, to: &octets)
      option(1, number: 0xFFFF_FF00, to: &octets)
      option(3, number: gateway, to: &octets)
      option(6, number: 0x0A0A_000C, to: &octets)
    } else {
      octets += [61, 7, 1]
      octets.put48(client.rawValue)
      if kind == .request {
        option(50, number: address, to: &octets)
        option(54, number: server, to: &octets)
      }
      octets += [12, UInt8(truncatingIfNeeded: hostname.utf8.count)]
      octets.put(hostname)
      octets += [60, UInt8(truncatingIfNeeded: vendorClass.utf8.count)]
      octets.put(vendorClass)
      octets += [55, 8, 1, 3, 6, 15, 31, 33, 43, 44]
    }
    octets.put8(255)
    return octets
  }

  private func option(_ code: UInt8, number: UInt32, to octets: inout [UInt8]) {
    octets += [code, 4]
    octets.put32(number)
  }
}
