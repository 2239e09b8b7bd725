import Bytes
import Vocabulary

/// What is remembered of a flow that carries MMS.
struct MMSFlow: Sendable {
  /// The presentation's number of MMS, -1 where the connect was not seen.
  var context: Int64 = -1
  /// The association named MMS, or its messages stand on transport without one.
  var isProved = false
  /// Uploads and files that were opened in this flow: their segments are part of them.
  var openTransfers: UInt16 = 0
}

/// Dissects MMS: sessions and presentations as far as they lead to it, associations, requests and reports.
///
/// It gets whole service data units of ISO transport. Where a capture began after the association, its
/// messages make activities, but they are counted as `pres` alone, as what the octets prove.
struct MMSDissector: Sendable {
  static let flowLimit = 16_384

  var flows = FlowStates<MMSFlow>(limit: flowLimit)

  init() {}

  /// Whether a flow's service data unit begins MMS.
  static func begins(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= 5 else { return false }
    switch octets[0] {
    case SessionMessage.connect, SessionMessage.accept:
      return octets.contains(MMSIdentifiers.standard, within: 512) && SessionMessage(octets) != nil
    case SessionMessage.data:
      guard let session = SessionMessage(octets) else { return false }
      return carriesMessage(octets.extracting(session.userData))
    default: return isMessage(octets)
    }
  }

  /// Presentation data whose one value looks like MMS.
  private static func carriesMessage(_ octets: Span<UInt8>) -> Bool {
    var reader = BERReader(octets)
    do throws(DecodeError) {
      var list = BERReader(try reader.take(.application(1)))
      var values = BERReader(try list.take(.sequence))
      _ = try values.takeIfPresent(.objectIdentifier)
      _ = try values.take(.integer)
      return isMessage(try values.next().octets)
    } catch {
      return false
    }
  }

  /// Dissects a service data unit of a flow that carries MMS; others are passed over.
  mutating func dissect(message octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard !octets.isEmpty else { return }
    let flow = flows.position(of: dissection.serial, initial: MMSFlow())
    if octets[0] & 0xC0 == 0x80 {
      flows[flow].isProved = true
      return dissect(pdu: octets, flow, &dissection)
    }
    guard let session = SessionMessage(octets) else { return }
    dissection.note(.ses)
    let data = octets.extracting(session.userData)
    if session.type == SessionMessage.refuse { endAssociation(.refused, &dissection) }
    guard !data.isEmpty else { return }
    dissection.note(.pres)
    do throws(DecodeError) {
      try dissect(presentation: data, flow, &dissection)
    } catch {
      dissection.malformed(.pres)
    }
  }

  /// Dissects one MMS protocol data unit.
  mutating func dissect(pdu octets: Span<UInt8>, _ flow: Int, _ dissection: inout Dissection) {
    let isProved = flows[flow].isProved
    if isProved { dissection.note(.mms) }
    var reader = BERReader(octets)
    do throws(DecodeError) {
      let pdu = try reader.next(mayBeCut: true)
      guard pdu.tag.tagClass == .context, let kind = MMSKind(rawValue: pdu.tag.number) else {
        throw DecodeError(.invalid, at: 0)
      }
      switch kind {
      case .confirmedRequest: try beginRequest(pdu.elements, flow, &dissection)
      case .confirmedResponse: try endRequest(pdu.elements, flow, &dissection)
      case .confirmedError, .reject: try refuseRequest(pdu.elements, &dissection)
      case .unconfirmed: try report(pdu.elements, flow, &dissection)
      case .initiateRequest:
        dissection.request(.mms, id: Self.associationID, .connect, code: kind.rawValue)
      case .initiateResponse: endAssociation(.succeeded, &dissection)
      case .initiateError: endAssociation(.refused, &dissection)
      case .cancelRequest, .cancelResponse, .cancelError, .concludeRequest, .concludeResponse,
        .concludeError:
        break
      }
    } catch {
      if isProved { dissection.malformed(.mms) }
    }
  }

  /// Counts a message where its flow is proved to carry MMS.
  func count(_ family: MessageFamily, _ code: UInt32, _ flow: Int, _ dissection: inout Dissection) {
    if flows[flow].isProved { dissection.countMore(.mms, family, MessageCode(code)) }
  }
}

// Who waits for what, beside the invocations
extension MMSDissector {
  static let associationID: UInt64 = 1 << 48
  static let authenticationID: UInt64 = 1 << 49

  func endAssociation(_ outcome: Outcome, _ dissection: inout Dissection) {
    dissection.reply(Self.associationID, outcome)
    dissection.reply(Self.authenticationID, outcome)
  }
}
