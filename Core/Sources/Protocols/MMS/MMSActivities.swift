import Bytes
import Vocabulary

/// What MMS messages say: who reads, writes, operates, programs.
extension MMSDissector {
  /// Each object of one request waits under a number of its own.
  static func id(_ invokeID: UInt32, _ ordinal: Int) -> UInt64 {
    UInt64(invokeID) | UInt64(ordinal) << 32
  }

  mutating func beginRequest(
    _ reader: consuming BERReader, _ flow: Int, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var reader = reader
    let confirmed = try MMSConfirmed(parsing: &reader)
    let content = try reader.next(mayBeCut: true).octets
    count(.request, confirmed.service.rawValue, flow, &dissection)
    switch confirmed.service {
    case .read: try beginRead(confirmed, content, &dissection)
    case .write: try beginWrite(confirmed, content, &dissection)
    case .downloadSegment, .terminateDownload: fetch(confirmed, content, &dissection)
    case .uploadSegment, .terminateUpload:
      if flows[flow].openTransfers == 0 { open(confirmed, .transfer, .upload, .none, &dissection) }
      if confirmed.service == .terminateUpload { endTransfer(flow) }
    case .fileRead, .fileClose:
      if flows[flow].openTransfers == 0, confirmed.service == .fileRead {
        open(confirmed, .transfer, .fileRead, .none, &dissection)
      }
      if confirmed.service == .fileClose { endTransfer(flow) }
    case .additional:
      let choice = try? BERHeader(content).tag.number
      let meaning = MMSMeaning(additional: choice ?? .max)
      open(confirmed, meaning.verb, meaning.deed, .none, &dissection)
    default:
      if confirmed.service == .initiateUpload || confirmed.service == .fileOpen {
        flows[flow].openTransfers = min(flows[flow].openTransfers, .max - 1) + 1
      }
      guard let meaning = MMSMeaning(confirmed.service) else {
        return open(confirmed, .operate, .call, .none, &dissection)
      }
      let object = (try? object(meaning.object, content, &dissection)) ?? .none
      open(confirmed, meaning.verb, meaning.deed, object, &dissection)
    }
  }

  private mutating func endTransfer(_ flow: Int) {
    flows[flow].openTransfers -= min(1, flows[flow].openTransfers)
  }

  private func open(
    _ confirmed: MMSConfirmed, _ verb: Verb, _ deed: Deed, _ object: ObjectReference,
    _ dissection: inout Dissection
  ) {
    dissection.request(
      .mms, id: Self.id(confirmed.invokeID, 0), verb, object, deed: deed, code: confirmed.service.rawValue,
      memory: 1)
  }

  /// A device fetches the segments of its download: who is asked for them is who programs.
  private func fetch(
    _ confirmed: MMSConfirmed, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) {
    guard confirmed.service == .downloadSegment else { return }
    let object = text(.mmsDomain, content, &dissection)
    dissection.observations.activities.append(
      ActivityObservation(
        time: dissection.time, place: dissection.place, actor: dissection.receiver, target: dissection.sender,
        object: object, code: confirmed.service.rawValue, verb: .program, deed: .download,
        outcome: .succeeded, name: .mms))
  }

  /// A report: what its data set, or its first variable, is called.
  mutating func report(
    _ reader: consuming BERReader, _ flow: Int, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let choice = try reader.next(mayBeCut: true)
    count(.unconfirmed, choice.tag.number, flow, &dissection)
    guard choice.tag.number == 0 else {
      return dissection.activity(.mms, .signal, code: choice.tag.number)
    }
    var report = choice.elements
    let access = try report.next(mayBeCut: true)
    var object = ObjectReference.none
    if access.tag == .context(1) {
      object = try name(access.elements, &dissection)
      // A report of IEC 61850 begins with its own identifier (IEC 61850-8-1:2011, clause 17.2.1, table 40).
      if isReport(access.octets) {
        var results = BERReader(try report.take(.context(0), mayBeCut: true))
        if let identifier = try results.takeIfPresent(.contextPrimitive(10), mayBeCut: true) {
          object = text(.mmsVariable, identifier, &dissection)
        }
      }
    } else {
      var list = access.elements
      var item = BERReader(try list.take(.sequence, mayBeCut: true))
      object = try name(BERReader(try item.take(.context(0), mayBeCut: true)), &dissection)
    }
    dissection.activity(.mms, .signal, object)
  }

  /// The list of IEC 61850's reports is called RPT, of the VMD.
  private func isReport(_ octets: Span<UInt8>) -> Bool {
    starts(octets, with: "\u{0}\u{3}RPT", at: 0)
      || (octets.count == 5 && octets[0] == 0x80 && octets[1] == 3 && starts(octets, with: "RPT", at: 2))
  }
}
