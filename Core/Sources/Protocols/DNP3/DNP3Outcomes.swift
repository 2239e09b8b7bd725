import Bytes
import Vocabulary

extension DNP3Dissector {
  /// Ends what a response answers, and tells what it says unasked.
  ///
  /// Source: IEEE 1815-2012, clauses 4.2.2.6, 4.4.4 and 7.5.
  mutating func endRequest(
    _ fragment: DNP3Fragment, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch fragment.function {
    case .response: try endAnswered(fragment, &reader, &dissection)
    case .unsolicitedResponse: try signal(fragment, &reader, &dissection)
    case .authenticationResponse: try endAuthentication(fragment, &reader, &dissection)
    default: break
    }
  }

  private mutating func endAnswered(
    _ fragment: DNP3Fragment, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = fragment.id()
    dissection.reply(fragment.id(isAuthentication: true), fragment.isRefusal ? .refused : .succeeded)
    guard let position = dissection.waiting(id) else { return }
    let request = dissection.pending[position].activity
    let function = DNP3Function(rawValue: UInt8(truncatingIfNeeded: request.code))
    if request.verb == .browse, function != .fileInformation, !fragment.isRefusal {
      return dissection.withdraw(id)
    }
    let isJudged = function.isJudgedByObject && (function != .read || request.deed == .fileRead)
    let general: Outcome = fragment.isRefusal ? .refused : .succeeded
    var walk = DNP3ObjectWalk(carriesObjects: true)
    var ordinal = 0
    var failure: DecodeError?
    while ordinal < Dissection.objectLimit {
      let id = fragment.id(ordinal: ordinal)
      // What is left of an older request with the same number is not answered by this.
      guard let waiting = dissection.waiting(id), dissection.pending[waiting].activity.place == request.place
      else { break }
      var outcome = general
      if isJudged, general == .succeeded, failure == nil {
        do throws(DecodeError) {
          if let run = try walk.next(&reader) {
            if run.header.group == 70 {
              let body = reader.octets.extracting(run.body)
              outcome = fileStatus(run.header, body, dissection) ?? general
            } else if run.header.group == 120 {
              continue
            } else if run.status != 0 {
              outcome = .refused
            }
          }
        } catch { failure = error }
      }
      dissection.reply(at: waiting, outcome)
      ordinal += 1
    }
    if function == .read, request.verb == .identify, !fragment.isRefusal {
      try DNP3Identity.tell(&reader, &dissection)
    }
    if let failure { throw failure }
  }

  /// What an outstation tells without being asked: an activity for each run of points.
  private func signal(
    _ fragment: DNP3Fragment, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var walk = DNP3ObjectWalk(carriesObjects: true)
    var ordinal = 0
    while let run = try walk.next(&reader) {
      // The time that the objects behind it count from.
      if run.header.group == 51 || run.header.group == 120 { continue }
      guard ordinal < Dissection.objectLimit else {
        dissection.droppedObjects += 1
        continue
      }
      signal(fragment, run.object, &dissection)
      ordinal += 1
    }
    if ordinal == 0 { signal(fragment, .none, &dissection) }
  }

  private func signal(_ fragment: DNP3Fragment, _ object: ObjectReference, _ dissection: inout Dissection) {
    dissection.activity(
      .dnp3, .signal, object, unit: fragment.unit, code: UInt32(fragment.function.rawValue))
  }

  /// A challenge ends nothing; the state of the keys, and an error, do.
  ///
  /// Source: IEEE 1815-2012, annex A.45.
  private func endAuthentication(
    _ fragment: DNP3Fragment, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var walk = DNP3ObjectWalk(carriesObjects: true)
    while let run = try walk.next(&reader) {
      guard run.header.group == 120 else { return }
      let body = reader.octets.extracting(run.body)
      switch run.header.variation {
      case 5:
        let id = fragment.id(isAuthentication: true)
        // 1 says that the keys hold; who asks for their state is answered by any other value too.
        let isQuestion = dissection.pendingRequest(id)?.memory == 4
        let holds = body.count >= 8 && body[7] == 1
        dissection.reply(id, isQuestion || holds ? .succeeded : .refused)
      case 7:
        dissection.reply(fragment.id(isAuthentication: true), .refused)
        dissection.reply(fragment.id(), .refused)
      case 12, 14, 15: dissection.reply(fragment.id(isAuthentication: true), .succeeded)
      default: break
      }
    }
  }
}

extension DNP3Function {
  /// The answer repeats the request's objects with a status each, or tells a file's.
  fileprivate var isJudgedByObject: Bool {
    if controls { return true }
    switch self {
    case .read, .write, .openFile, .closeFile, .deleteFile, .fileInformation, .authenticateFile, .abortFile,
      .activateConfiguration:
      return true
    default: return false
    }
  }
}
