import Bytes
import Vocabulary

/// What a flow is moving: the block that a download or an upload began with.
struct S7commTransfer: Sendable {
  var download = ObjectReference.none
  var isDownloading = false
  var upload = ObjectReference.none
  var isUploading = false
}

// Blocks up and down
extension S7commDissector {
  /// A download is one activity, begun by its request. The controller then fetches the block by jobs of its
  /// own, which are the same activity; where the request was not seen they tell of it, once.
  mutating func beginDownload(
    _ job: S7commJob, _ function: S7commFunction, _ parameters: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let object = try Self.file(&parameters, &dissection)
    let position = transfers.position(of: dissection.serial, initial: S7commTransfer())
    if function == .requestDownload {
      transfers[position].download = object
      transfers[position].isDownloading = true
      return job.open(.program, on: object, &dissection, deed: .download)
    }
    let isKnown = transfers[position].isDownloading && transfers[position].download == object
    transfers[position].download = object
    transfers[position].isDownloading = function != .downloadEnded
    guard !isKnown else { return }
    // The controller asks for what it is given: who answers is the actor.
    dissection.observations.activities.append(
      ActivityObservation(
        time: dissection.time, place: dissection.place, actor: dissection.receiver,
        target: dissection.sender, unit: job.unit, object: object, code: job.code, verb: .program,
        deed: .download, outcome: .succeeded, name: .s7comm))
  }

  /// An upload is one activity, begun by its start; its later jobs carry a number instead of the block.
  mutating func beginUpload(
    _ job: S7commJob, _ function: S7commFunction, _ parameters: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let position = transfers.position(of: dissection.serial, initial: S7commTransfer())
    let isKnown = transfers[position].isUploading
    transfers[position].isUploading = function != .endUpload
    if function == .startUpload {
      job.open(.transfer, on: try Self.file(&parameters, &dissection), &dissection, deed: .upload)
    } else if !isKnown {
      job.open(.transfer, &dissection, deed: .upload)
    }
  }

  /// Status, 6 octets of error and number, then a file name with its length.
  private static func file(
    _ parameters: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    try parameters.skip(7)
    let name = try parameters.span(Int(try parameters.uint8()))
    // An identifier, then type, number and file system: `_0800001P`.
    if name.count == 9, name[0] == 0x5F, let block = block(name.extracting(1..<8)) { return block }
    return dissection.clientObject(.file, name)
  }

  /// A block by two digits of its type and five of its number; nil where they are none.
  static func block(_ digits: Span<UInt8>) -> ObjectReference? {
    guard digits.count >= 7, digits[0] == 0x30 else { return nil }
    var number: UInt32 = 0
    for index in 2..<7 {
      guard (0x30...0x39).contains(digits[index]) else { return nil }
      number = number * 10 + UInt32(digits[index] - 0x30)
    }
    return ObjectReference(.block, part: UInt32(digits[1]), from: number, to: number)
  }
}

// Program invocations
extension S7commDissector {
  /// 7 octets, the argument with its length in two octets, then the service's name with its length in one.
  mutating func beginProgramInvocation(
    _ job: S7commJob, _ parameters: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try parameters.skip(7)
    let argument = try parameters.span(Int(try parameters.uint16()))
    let name = try parameters.span(Int(try parameters.uint8()))
    if name.begins(with: Self.program) {
      // An empty argument starts the program where it is warm; C stands for cold.
      let isCold = !argument.isEmpty && argument[0] == UInt8(ascii: "C")
      return job.open(.setMode, &dissection, deed: isCold ? .restart : .start)
    }
    if name.begins(with: Self.insert) {
      return openBlocks(job, argument, deed: .insert, &dissection)
    }
    if name.begins(with: Self.delete) {
      return openBlocks(job, argument, deed: .delete, &dissection)
    }
    // Compressing the memory and copying RAM to ROM move the program.
    if name.begins(with: Self.compress) || name.begins(with: Self.copy) {
      return job.open(.program, &dissection)
    }
    if name.begins(with: Self.logIn) {
      if !argument.isEmpty { dissection.secretInClear(.s7comm, octets: argument.count) }
      return job.open(.authenticate, &dissection)
    }
    if name.begins(with: Self.fileService) { return job.open(.program, &dissection) }
    job.open(.operate, &dissection, deed: .call)
  }

  private static let program = Array("P_PROGRAM".utf8)
  /// `_INSE` activates a block that was downloaded, `_INS2` one of a controller in fail-safe mode.
  private static let insert = Array("_INS".utf8)
  private static let delete = Array("_DELE".utf8)
  private static let compress = Array("_GARB".utf8)
  private static let copy = Array("_MODU".utf8)
  /// Numerical controls: log in and out, and services on files of the part program.
  private static let logIn = Array("_N_LOGI".utf8)
  private static let fileService = Array("_N_F_".utf8)

  /// A count, an octet, then 8 octets of each block: type, number, file system.
  private func openBlocks(
    _ job: S7commJob, _ argument: Span<UInt8>, deed: Deed, _ dissection: inout Dissection
  ) {
    let count = argument.isEmpty ? 0 : Int(argument[0])
    var ordinal = 0
    for index in 0..<count {
      let start = 2 + index * 8
      guard start + 8 <= argument.count else { break }
      guard ordinal < Dissection.objectLimit else {
        dissection.droppedObjects += 1
        continue
      }
      let object = Self.block(argument.extracting(start..<(start + 7))) ?? .none
      job.open(.program, on: object, &dissection, deed: deed, ordinal: ordinal)
      ordinal += 1
    }
    if ordinal == 0 { job.open(.program, &dissection, deed: deed) }
  }
}
