import Bytes
import Streams
import Vocabulary

/// Dissects PROFINET DCP: who looks for devices, names them, gives them addresses, resets them.
///
/// Requests and responses are paired by transaction and addresses. A search goes to all devices at once: each
/// that answers makes an activity of its own, and only a search that nobody answers stays with the group
/// address.
public struct DCPDissector: Sendable {
  /// Searches that are remembered for their answers; then the oldest gives way.
  public static let searchLimit = 256

  var searches: [DCPSearch] = []
  var nextSearch = 0
  /// Searches that gave way.
  public private(set) var droppedSearches = 0

  public init() {}

  /// Whether a PROFINET frame id is one of DCP's.
  public static func isDCP(_ frameID: UInt16) -> Bool { DCPMessage.frameIDs.contains(frameID) }

  /// Dissects the payload of a frame, from the frame id on.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(octets)
    guard let message = try? DCPMessage(parsing: &reader) else { return dissection.malformed(.pnDCP) }
    dissection.count(
      .pnDCP, .service, MessageCode(parts: UInt32(message.service), UInt32(message.type)))
    do throws(DecodeError) {
      var blocks = try reader.take(message.dataOctets)
      switch (message.service, message.isRequest) {
      case (DCPMessage.Service.identify, true): try beginSearch(message, &blocks, &dissection)
      case (DCPMessage.Service.identify, false):
        dissection.receiverIsClient = true
        endSearch(message, &dissection)
        try DCPIdentity.tell(message, &blocks, &dissection)
      case (DCPMessage.Service.hello, _):
        dissection.activity(.pnDCP, .identify, .none, deed: .announce)
        try DCPIdentity.tell(message, &blocks, &dissection)
      case (DCPMessage.Service.get, true): try DCPActivities.beginGet(message, &blocks, &dissection)
      case (DCPMessage.Service.set, true): try DCPActivities.beginSet(message, &blocks, &dissection)
      case (DCPMessage.Service.get, false), (DCPMessage.Service.set, false):
        dissection.receiverIsClient = true
        try DCPActivities.end(message, &blocks, &dissection)
      default: break
      }
    } catch {
      dissection.malformed(.pnDCP)
    }
  }
}

/// A search for devices that may be answered by many.
struct DCPSearch: Sendable {
  var xid: UInt32
  var searcher: EndpointID
  var object: ObjectReference
  var time: Timestamp
  var place: PacketPlace
  /// The request's flow, which is not the answers' where it went to a group address.
  var serial: UInt32
  var direction: Direction
  var clientIsLow: Bool
  var isAnswered = false
}

extension DCPDissector {
  /// The first filter is what is looked for; a search for all devices names nothing.
  private mutating func beginSearch(
    _ message: DCPMessage, _ blocks: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var object = ObjectReference.none
    if !blocks.isAtEnd {
      let block = try DCPBlock(parsing: &blocks, of: message)
      if block.option != .all { object = DCPActivities.object(block.option) }
    }
    if isCopy(message, object, of: dissection.sender, at: dissection.time) { return }
    dissection.request(.pnDCP, id: Self.searchID(message.xid), .identify, object)
    let search = DCPSearch(
      xid: message.xid, searcher: dissection.sender, object: object, time: dissection.time,
      place: dissection.place, serial: dissection.serial, direction: dissection.direction,
      clientIsLow: dissection.clientIsLow)
    if searches.count < Self.searchLimit {
      searches.append(search)
    } else {
      droppedSearches += 1
      searches[nextSearch] = search
      nextSearch = nextSearch + 1 < Self.searchLimit ? nextSearch + 1 : 0
    }
  }

  /// Searches are sent twice to be heard, and mirrored by switches: the same within a second is the same
  /// search.
  private func isCopy(
    _ message: DCPMessage, _ object: ObjectReference, of searcher: EndpointID, at time: Timestamp
  ) -> Bool {
    searches.contains { search in
      search.xid == message.xid && search.searcher == searcher && search.object == object
        && (0..<Self.copyNanoseconds).contains(time.nanoseconds(since: search.time))
    }
  }

  private static let copyNanoseconds: Int64 = 1_000_000_000

  /// Says that the sender was found by the latest search of its transaction and searcher.
  private mutating func endSearch(_ message: DCPMessage, _ dissection: inout Dissection) {
    let latest = searches.indices.filter {
      searches[$0].xid == message.xid && searches[$0].searcher == dissection.receiver
    }.max { searches[$0].place < searches[$1].place }
    guard let latest else { return }
    let search = searches[latest]
    if !search.isAnswered {
      searches[latest].isAnswered = true
      withdraw(search, &dissection)
    }
    dissection.observations.activities.append(
      ActivityObservation(
        time: search.time, place: search.place, actor: search.searcher, target: dissection.sender,
        object: search.object, verb: .identify, outcome: message.isSuccess ? .succeeded : .refused,
        name: .pnDCP))
  }

  /// Takes the search to the group address back: it has found a device.
  private func withdraw(_ search: DCPSearch, _ dissection: inout Dissection) {
    let (serial, direction, clientIsLow) = (
      dissection.serial, dissection.direction, dissection.clientIsLow
    )
    dissection.serial = search.serial
    dissection.direction = search.direction.opposite
    dissection.clientIsLow = search.clientIsLow
    dissection.withdraw(Self.searchID(search.xid))
    dissection.serial = serial
    dissection.direction = direction
    dissection.clientIsLow = clientIsLow
  }

  private static func searchID(_ xid: UInt32) -> UInt64 { UInt64(xid) << 8 | 0xFF }
}
