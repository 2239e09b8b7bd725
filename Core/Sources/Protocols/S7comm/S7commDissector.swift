import Bytes
import Vocabulary

/// Dissects S7comm: pairs jobs and requests of user data with their answers by the message's reference.
///
/// What reads and writes name is in `S7commVariables.swift`, what concerns the program in
/// `S7commProgram.swift`, user data in `S7commUserData.swift`, what devices say of themselves in
/// `S7commIdentity.swift`.
struct S7commDissector: Sendable {
  /// The block that each flow moves: later messages of a download or upload do not name it, or name it again.
  var transfers = FlowStates<S7commTransfer>(limit: 4_096)
  /// Answers of user data that come in parts.
  var parts = PartialMessages()

  /// Dissects one message, which is whole.
  mutating func dissect(message octets: Span<UInt8>, unit: Int32, _ dissection: inout Dissection) {
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      let header = try S7commHeader(parsing: &reader)
      count(header, reader.octets.extracting(reader.position..<octets.count), &dissection)
      var parameters = try reader.take(header.parameterOctets)
      var data = try reader.take(header.dataOctets)
      switch header.kind {
      case .job: try beginJob(header, &parameters, unit, &dissection)
      case .acknowledgement, .acknowledgementWithData:
        try endJob(header, &parameters, &data, &dissection)
      case .userData: try dissectUserData(header, &parameters, &data, unit, &dissection)
      }
    } catch {
      dissection.malformed(.s7comm)
    }
  }

  /// Counts a message by as much of its code as is there.
  private func count(_ header: S7commHeader, _ body: Span<UInt8>, _ dissection: inout Dissection) {
    let missing = MessageCode.missingPart
    let kind = UInt32(header.kind.rawValue)
    let code: MessageCode
    switch header.kind {
    case .job, .acknowledgementWithData:
      let function = header.parameterOctets > 0 && !body.isEmpty ? UInt32(body[0]) : missing
      code = MessageCode(parts: kind, function)
    case .acknowledgement:
      code = MessageCode(parts: kind, missing)
    case .userData:
      let group = body.count > 5 ? UInt32(body[5] & 0x0F) : missing
      let hasSubfunction = body.count > 6 && group != UInt32(S7commGroup.modeTransition)
      code = MessageCode(parts: kind, group, hasSubfunction ? UInt32(body[6]) : missing)
    }
    dissection.count(.s7comm, .function, code)
  }

  private mutating func beginJob(
    _ header: S7commHeader, _ parameters: inout ByteReader, _ unit: Int32, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard !parameters.isAtEnd else { return }
    let function = S7commFunction(rawValue: try parameters.uint8())
    let job = S7commJob(id: UInt64(header.reference), code: UInt32(function.rawValue), unit: unit)
    switch function {
    case .readVariable:
      let items = Int(try parameters.uint8())
      try S7commVariables.open(job, .read, items: items, &parameters, &dissection)
    case .writeVariable:
      let items = Int(try parameters.uint8())
      try S7commVariables.open(job, .write, items: items, &parameters, &dissection)
    case .setupCommunication: job.open(.connect, &dissection)
    case .requestDownload, .downloadBlock, .downloadEnded:
      try beginDownload(job, function, &parameters, &dissection)
    case .startUpload, .upload, .endUpload: try beginUpload(job, function, &parameters, &dissection)
    case .programInvocation: try beginProgramInvocation(job, &parameters, &dissection)
    case .stop: job.open(.setMode, &dissection, deed: .stop)
    default: break
    }
  }

  private mutating func endJob(
    _ header: S7commHeader, _ parameters: inout ByteReader, _ data: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = UInt64(header.reference)
    guard let position = dissection.waiting(id) else { return }
    let (verb, code) = (
      dissection.pending[position].activity.verb, dissection.pending[position].activity.code
    )
    // An acknowledgement without data names no function.
    let function = parameters.isAtEnd ? code : UInt32(try parameters.uint8())
    guard function == code else {
      return S7commVariables.closeAll(id, .failed, &dissection)
    }
    guard header.error == 0 else { return S7commVariables.closeAll(id, .refused, &dissection) }
    let items = parameters.isAtEnd ? 0 : Int(try parameters.uint8())
    switch verb {
    case .read where function == UInt32(S7commFunction.readVariable.rawValue):
      try S7commVariables.close(id, isRead: true, items: items, &data, &dissection)
    case .write where function == UInt32(S7commFunction.writeVariable.rawValue):
      try S7commVariables.close(id, isRead: false, items: items, &data, &dissection)
    default:
      S7commVariables.closeAll(id, .succeeded, &dissection)
    }
  }
}

/// A job or a request of user data that is about to open activities.
struct S7commJob {
  var id: UInt64
  /// The function, or for user data ``userData(_:_:)``.
  var code: UInt32
  var unit: Int32

  /// The code of a request of user data, apart from all function codes.
  static func userData(_ group: UInt8, _ subfunction: UInt8) -> UInt32 {
    0x0007_0000 | UInt32(group) << 8 | UInt32(subfunction)
  }

  /// Opens the activity of one object; `ordinal` tells the objects of one message apart.
  func open(
    _ verb: Verb, on object: ObjectReference = .none, _ dissection: inout Dissection, deed: Deed = .plain,
    ordinal: Int = 0, memory: UInt64 = 0
  ) {
    dissection.request(
      .s7comm, id: S7commVariables.id(id, ordinal), verb, object, deed: deed, unit: unit, code: code,
      memory: memory)
  }
}
