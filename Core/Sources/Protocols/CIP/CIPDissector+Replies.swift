import Bytes
import Vocabulary

extension CIPDissector {
  /// Ends the activity of each request that the message answers.
  mutating func dissectReplies(_ octets: Span<UInt8>, id: UInt64, _ dissection: inout Dissection) {
    var nesting = CIPNesting()
    var ordinal = 0
    var isWhole = true
    var hasInner = false
    var place: Range<Int>? = 0..<octets.count
    while let here = place {
      var reader = ByteReader(octets.extracting(here))
      do throws(DecodeError) {
        let reply = try CIPReply(parsing: &reader)
        dissection.count(.cip, .service, MessageCode(UInt32(reply.service)))
        if reply.hasInnerReplies, !reader.isAtEnd {
          hasInner = true
          nesting.enter(octets, base: here.lowerBound &+ reader.position, end: here.upperBound)
        } else {
          defer { ordinal &+= 1 }
          isWhole = try end(reply, &reader, id: id | UInt64(min(ordinal, 0xFF)), &dissection) && !hasInner
        }
      } catch {
        dissection.malformed(.cip)
      }
      place = nesting.next(octets)
    }
    if nesting.isBroken { dissection.malformed(.cip) }
    // One answer for a packet of several refuses them all; an inner request without its own is broken off.
    if hasInner {
      endRest(id, from: ordinal, .failed, &dissection)
    } else if !isWhole {
      endRest(id, from: ordinal, .refused, &dissection)
    }
  }

  /// Ends what one reply answers; false where its request was one of several.
  private mutating func end(
    _ reply: CIPReply, _ reader: inout ByteReader, id: UInt64, _ dissection: inout Dissection
  ) throws(DecodeError) -> Bool {
    guard let request = dissection.pendingRequest(id) else { return true }
    let memory = CIPMemory(request.memory)
    var outcome: Outcome = reply.isSuccess ? .succeeded : .refused
    // A router on the way, and the packet around an inner request, refuse under their own service.
    if reply.service != memory.service, reply.isSuccess { outcome = .failed }
    if memory.isPCCC, outcome == .succeeded {
      // Octets that are no PCCC reply are told once the request has ended.
      let inner = try? PCCCReply(parsing: &reader)
      if let inner {
        if inner.status != 0 { outcome = .refused }
        if outcome == .succeeded { try PCCCIdentity.tell(request.activity, inner, &reader, &dissection) }
      }
      dissection.reply(id, outcome)
      if inner == nil { throw DecodeError(.truncated, at: reader.position) }
      return !memory.isInner
    }
    dissection.reply(id, outcome)
    guard outcome == .succeeded else { return !memory.isInner }
    let object = request.activity.object
    if object.space == .cipAttribute, object.part == CIPClass.identity {
      try CIPIdentity.tell(reply.service, request.activity, &reader, &dissection)
    } else if request.activity.verb == .connect {
      try noteOpened(reply.service, request.activity, memory, &reader)
    }
    return !memory.isInner
  }

  /// Ends the requests of a packet from an ordinal on; they were opened without a gap.
  func endRest(_ id: UInt64, from first: Int, _ outcome: Outcome, _ dissection: inout Dissection) {
    var ordinal = first
    while ordinal < Dissection.objectLimit, dissection.reply(id | UInt64(ordinal), outcome) != nil {
      ordinal &+= 1
    }
  }
}
