import Bytes
import Vocabulary

/// Messages below the application: tables of broadcast managers, routers.
extension BACnetDissector {
  /// The virtual link layer: who changes the tables by which broadcasts are passed on.
  ///
  /// Source: ANSI/ASHRAE 135-2020, annex J.2.
  static func observe(_ link: BACnetLink, _ octets: Span<UInt8>, _ dissection: inout Dissection) {
    switch link.function {
    case BACnetLink.writeBroadcastTable, BACnetLink.deleteForeignEntry:
      ask(link.function, .configure, deed: .route, &dissection)
    case BACnetLink.registerForeignDevice: ask(link.function, .connect, &dissection)
    case BACnetLink.readBroadcastTable, BACnetLink.readForeignTable: ask(link.function, .browse, &dissection)
    case BACnetLink.readBroadcastTableAnswer:
      dissection.reply(id(BACnetLink.readBroadcastTable), .succeeded)
    case BACnetLink.readForeignTableAnswer: dissection.reply(id(BACnetLink.readForeignTable), .succeeded)
    case BACnetLink.result where octets.count >= 6:
      let code = UInt16(octets[4]) << 8 | UInt16(octets[5])
      let asked = [
        BACnetLink.writeBroadcastTable, BACnetLink.readBroadcastTable, BACnetLink.registerForeignDevice,
        BACnetLink.readForeignTable, BACnetLink.deleteForeignEntry,
      ]
      // A refusal names its function by its place in this list; what is done is not named.
      if code == 0 {
        for function in asked where dissection.reply(id(function), .succeeded) != nil { return }
      } else if (1...asked.count).contains(Int(code >> 4)), code & 0x0F == 0 {
        dissection.reply(id(asked[Int(code >> 4) - 1]), .refused)
      }
    default: break
    }
  }

  private static func ask(
    _ function: UInt8, _ verb: Verb, deed: Deed = .plain, _ dissection: inout Dissection
  ) {
    dissection.request(.bvlc, id: id(function), verb, deed: deed, code: UInt32(function))
  }

  /// Above all ids of the application layer.
  private static func id(_ function: UInt8) -> UInt64 { 1 << 60 | UInt64(function) }

  /// The network layer: who asks for routers, and who changes their tables.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clause 6.4.
  static func observe(_ type: UInt8, _ reader: inout ByteReader, _ dissection: inout Dissection) {
    switch type {
    case BACnetNetwork.whoIsRouter, BACnetNetwork.whatIsNetworkNumber:
      dissection.activity(.bacnet, .browse, code: 256 + UInt32(type), outcome: .unanswered)
    case BACnetNetwork.iAmRouter:
      dissection.activity(.bacnet, .identify, deed: .announce, code: 256 + UInt32(type))
    case BACnetNetwork.initializeRoutingTable:
      // Without entries it only asks for the table.
      let entries = (try? reader.uint8()) ?? 0
      let (verb, deed): (Verb, Deed) = entries > 0 ? (.configure, .route) : (.browse, .plain)
      dissection.activity(.bacnet, verb, deed: deed, code: 256 + UInt32(type), outcome: .unanswered)
    case BACnetNetwork.establishConnection, BACnetNetwork.disconnectConnection:
      dissection.activity(
        .bacnet, .configure, deed: .route, code: 256 + UInt32(type), outcome: .unanswered)
    default: break
    }
  }
}
