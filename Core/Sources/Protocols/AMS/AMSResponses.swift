import Bytes
import Vocabulary

extension AMSDissector {
  /// Ends what a response answers, and hears what its sender says of itself.
  func finish(
    _ header: AMSHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard let request = dissection.pendingRequest(header.id()) else {
      // What a device says of itself needs no question.
      if header.command == .readDeviceInfo, header.error == 0, try reader.uint32LittleEndian() == 0 {
        try AMSIdentity.tellDeviceInfo(&reader, &dissection)
      }
      return
    }
    guard request.activity.code == UInt32(header.command.rawValue) else {
      return end(header, request, .failed, &dissection)
    }
    guard header.error == 0 else { return end(header, request, .refused, &dissection) }
    let result: UInt32
    do throws(DecodeError) {
      result = try reader.uint32LittleEndian()
    } catch {
      end(header, request, .failed, &dissection)
      throw error
    }
    guard result == 0 else { return end(header, request, .refused, &dissection) }
    switch header.command {
    case .readDeviceInfo:
      end(header, request, .succeeded, &dissection)
      try AMSIdentity.tellDeviceInfo(&reader, &dissection)
    case .read where request.activity.verb == .identify:
      end(header, request, .succeeded, &dissection)
      let octets = try reader.uint32LittleEndian()
      let data = reader.rest()
      let told = data.extracting(0..<min(data.count, Int(min(octets, UInt32(Self.shownLimitOctets)))))
      AMSIdentity.tellSystem(request.activity.object, told, &dissection)
    case .readWrite where AMSMemory(rawValue: request.memory).resultOctets > 0:
      try endSum(header, request, &reader, &dissection)
    default: end(header, request, .succeeded, &dissection)
    }
  }

  private func end(
    _ header: AMSHeader, _ request: PendingRequest, _ outcome: Outcome, _ dissection: inout Dissection
  ) {
    let memory = AMSMemory(rawValue: request.memory)
    for ordinal in 0..<max(1, memory.objects) { dissection.reply(header.id(ordinal), outcome) }
  }

  /// The entries' own results stand first: 4 octets each, or 8 where each entry tells its length too.
  private func endSum(
    _ header: AMSHeader, _ request: PendingRequest, _ reader: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let memory = AMSMemory(rawValue: request.memory)
    var ordinal = 0
    do throws(DecodeError) {
      try reader.skip(4)
      while ordinal < memory.objects {
        let result = try reader.uint32LittleEndian()
        try reader.skip(memory.resultOctets - 4)
        dissection.reply(header.id(ordinal), result == 0 ? .succeeded : .refused)
        ordinal += 1
      }
    } catch {
      while ordinal < memory.objects {
        dissection.reply(header.id(ordinal), .failed)
        ordinal += 1
      }
      throw error
    }
  }
}

/// What a request remembers for its response: how many objects it named, and how their results stand.
struct AMSMemory: RawRepresentable {
  let rawValue: UInt64

  init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// `resultOctets` is 0 where the message has one result for all.
  init(objects: Int, resultOctets: Int = 0) {
    rawValue = UInt64(truncatingIfNeeded: objects) & 0xFFFF | UInt64(truncatingIfNeeded: resultOctets) << 32
  }

  var objects: Int { Int(rawValue & 0xFFFF) }
  var resultOctets: Int { Int(rawValue >> 32 & 0xFF) }
}
