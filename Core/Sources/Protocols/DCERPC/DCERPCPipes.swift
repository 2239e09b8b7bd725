import Vocabulary

/// A named pipe of a file service that was opened once: what DCE-RPC rides on where it has no port of its
/// own.
struct NamedPipe: Hashable, Sendable {
  /// Unlike every other pipe's, of all flows.
  var number: UInt32
  /// Its name without folders, such as `svcctl`; none beyond the limit of texts.
  var name: NameID
}

/// DCE-RPC over named pipes: puts what was written to and read from each pipe together again.
///
/// At most ``pipeLimit`` pipes are remembered, with at most ``octetLimit`` unfinished octets of each
/// direction.
///
/// Source: MS-RPCE, section 2.1.1.2; The Open Group C706, clause 12.6.
struct DCERPCPipes: Sendable {
  static let pipeLimit = 1_024
  /// A fragment's length is a number of 16 bits.
  static let octetLimit = 65_535

  private struct Side: Sendable {
    var unfinished: [UInt8] = []
    var skip = 0
  }

  private struct Pipe: Sendable {
    var toServer = Side()
    var toClient = Side()
  }

  private var pipes = FlowStates<Pipe>(limit: pipeLimit)
  private var calls = DCERPCDissector()

  var dropped: Int { pipes.dropped }
  var droppedAssociations: Int { calls.droppedAssociations }

  /// Takes the next octets that the sender wrote to the pipe or that were read from it.
  mutating func take(_ octets: Span<UInt8>, _ pipe: NamedPipe, _ dissection: inout Dissection) {
    let position = pipes.position(of: pipe.number, initial: Pipe())
    var side = dissection.isFromClient ? pipes[position].toServer : pipes[position].toClient
    let skipped = min(side.skip, octets.count)
    side.skip -= skipped
    let fresh = octets.extracting(skipped..<octets.count)
    if !fresh.isEmpty {
      if side.unfinished.isEmpty {
        dissect(fresh, pipe, &side, &dissection)
      } else {
        var whole = side.unfinished
        for index in fresh.indices where whole.count < Self.octetLimit { whole.append(fresh[index]) }
        side.unfinished.removeAll(keepingCapacity: true)
        dissect(whole.span, pipe, &side, &dissection)
      }
    }
    if dissection.isFromClient { pipes[position].toServer = side } else { pipes[position].toClient = side }
  }

  private mutating func dissect(
    _ octets: Span<UInt8>, _ pipe: NamedPipe, _ side: inout Side, _ dissection: inout Dissection
  ) {
    let progress = calls.dissect(stream: octets, pipe: pipe, &dissection)
    if progress.isLost { return }
    if progress.consumed > octets.count { side.skip = progress.consumed - octets.count }
    for index in max(0, min(progress.consumed, octets.count))..<octets.count {
      side.unfinished.append(octets[index])
    }
  }
}
