import Bytes
import Vocabulary

/// User data: requests, their answers, and what controllers send unasked.
extension S7commDissector {
  mutating func dissectUserData(
    _ header: S7commHeader, _ parameters: inout ByteReader, _ data: inout ByteReader, _ unit: Int32,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let userData = try S7commUserData(parsing: &parameters)
    let code = S7commJob.userData(userData.group, userData.subfunction)
    switch userData.role {
    case .request:
      // The next part of an answer is asked for by the number that the answer before counted, without data.
      let isContinuation = userData.sequence != 0 && userData.isLong && data.remaining <= 4
      guard !isContinuation else { return }
      let job = S7commJob(id: UInt64(header.reference), code: code, unit: unit)
      try Self.skipDataHeader(&data)
      try begin(job, userData, &data, &dissection)
    case .response:
      try end(header, userData, code, &data, &dissection)
    case .push:
      // Answers to a job that was set up before are its request's, which was told.
      let isAnswer = userData.group == S7commGroup.programmer
      guard !isAnswer else { return }
      dissection.activity(
        .s7comm, .signal, deed: userData.group == S7commGroup.modeTransition ? .modeChange : .plain,
        unit: unit, code: code)
    }
  }

  /// Return code, transport size and length; the message's header says where the data ends.
  private static func skipDataHeader(_ data: inout ByteReader) throws(DecodeError) {
    guard !data.isAtEnd else { return }
    try data.skip(4)
  }

  private mutating func end(
    _ header: S7commHeader, _ userData: S7commUserData, _ code: UInt32, _ data: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = UInt64(header.reference)
    if let request = dissection.pendingRequest(id) {
      let outcome: Outcome =
        request.activity.code != code ? .failed : userData.error == 0 ? .succeeded : .refused
      S7commVariables.closeAll(id, outcome, &dissection)
    }
    guard userData.group == S7commGroup.cpu, userData.subfunction == 1, userData.error == 0 else { return }
    try dissectSystemStatus(userData, &data, &dissection)
  }

  private func begin(
    _ job: S7commJob, _ userData: S7commUserData, _ body: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch userData.group {
    case S7commGroup.programmer: try beginProgrammer(job, userData.subfunction, &body, &dissection)
    case S7commGroup.cyclic: try beginCyclic(job, userData.subfunction, &body, &dissection)
    case S7commGroup.block:
      job.open(
        .browse, on: userData.subfunction == 3 ? Self.block(body.rest()) ?? .none : .none, &dissection)
    case S7commGroup.cpu: try beginCPU(job, userData.subfunction, &body, &dissection)
    case S7commGroup.security:
      // The password is hidden by no more than an exclusive or with its neighbours.
      if userData.subfunction == 1 { dissection.secretInClear(.s7comm, octets: body.remaining) }
      job.open(.authenticate, &dissection)
    case S7commGroup.blockSend: job.open(.write, &dissection)
    case S7commGroup.time:
      let isSetting = userData.subfunction & 1 == 0
      job.open(isSetting ? .configure : .read, &dissection, deed: isSetting ? .clock : .plain)
    case S7commGroup.numericalControl:
      let isUpload = userData.subfunction >= 6
      job.open(isUpload ? .transfer : .program, &dissection, deed: isUpload ? .upload : .download)
    default: break
    }
  }

  /// What the programming device's test and commissioning functions do.
  private func beginProgrammer(
    _ job: S7commJob, _ subfunction: UInt8, _ body: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch subfunction {
    case 0x02: try openTable(job, .read, .plain, &body, &dissection)
    case 0x08: try openTable(job, .write, .plain, &body, &dissection)
    case 0x09: try openTable(job, .operate, .force, &body, &dissection)
    case 0x0A: job.open(.program, &dissection, deed: .onlineEdit)
    case 0x0B: job.open(.setMode, &dissection, deed: .start)
    case 0x0C: job.open(.setMode, &dissection, deed: .reset)
    case 0x12: job.open(.write, &dissection)
    case 0x16: job.open(.identify, &dissection, deed: .blink)
    default: job.open(.read, &dissection)
    }
  }

  /// Sizes of parameters and data, the parameters, a count, then the entries of a table of variables.
  private func openTable(
    _ job: S7commJob, _ verb: Verb, _ deed: Deed, _ body: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let parameterOctets = Int(try body.uint16())
    try body.skip(2)
    try body.skip(parameterOctets)
    let count = Int(try body.uint16())
    for ordinal in 0..<count {
      let object = try S7commVariables.tableEntry(&body)
      if ordinal < Dissection.objectLimit {
        job.open(verb, on: object, &dissection, deed: deed, ordinal: ordinal)
      } else {
        dissection.droppedObjects += 1
      }
    }
    if count == 0 { job.open(verb, &dissection, deed: deed) }
  }

  /// Subscriptions name what they want to be told: a count, an interval, then items.
  private func beginCyclic(
    _ job: S7commJob, _ subfunction: UInt8, _ body: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch subfunction {
    case 1, 5, 7:
      let count = Int(try body.uint16())
      try body.skip(2)
      try S7commVariables.open(job, .read, items: count, &body, &dissection)
    default: job.open(.read, &dissection)
    }
  }

  private func beginCPU(
    _ job: S7commJob, _ subfunction: UInt8, _ body: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch subfunction {
    case 0x01:
      let list = UInt32(try body.uint16())
      // The lists of module and component identification, whole or in part.
      let isIdentification = list & 0xFF == 0x11 || list & 0xFF == 0x1C
      job.open(
        isIdentification ? .identify : .read, on: ObjectReference(.szl, from: list, to: list), &dissection)
    case 0x02: job.open(.signal, &dissection)
    case 0x07, 0x08: job.open(.configure, &dissection, deed: .parameter)
    case 0x0B: job.open(.operate, &dissection)
    default: job.open(.read, &dissection)
    }
  }
}
