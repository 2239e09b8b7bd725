import Foundation

/// What this process fuzzes, said by the environment: libFuzzer owns the command line.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["BULKHEAD_FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    stop("no fuzz target '\(name)'; there are \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return target
}()

/// Called by libFuzzer once, before its first input. Lists targets or writes seeds where that was asked for.
///
/// `BULKHEAD_FUZZ_LIST` prints a line for each target: its name, a tab, the folders of Core whose lines it is
/// to cover. `BULKHEAD_FUZZ_SEEDS` names a folder that the target's seeds are written to.
@_cdecl("LLVMFuzzerInitialize")
public func initializeFuzzer(_ count: OpaquePointer?, _ arguments: OpaquePointer?) -> CInt {
  let environment = ProcessInfo.processInfo.environment
  if environment["BULKHEAD_FUZZ_LIST"] != nil {
    for target in FuzzTarget.allCases {
      print("\(target.rawValue)\t\(target.folders.joined(separator: " "))")
    }
    exit(0)
  }
  if let folder = environment["BULKHEAD_FUZZ_SEEDS"] {
    do {
      try Seeds(for: target).write(to: folder)
    } catch {
      stop("could not write seeds to \(folder): \(error)")
    }
    exit(0)
  }
  return 0
}

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  // SAFETY: libFuzzer's octets outlive the call, and nobody writes to them meanwhile.
  let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  target.run(octets)
  return 0
}

/// Ends the process with a line on standard error.
private func stop(_ text: String) -> Never {
  FileHandle.standardError.write(Data("fuzz: \(text)\n".utf8))
  exit(2)
}

/// Ends the process where something that must hold does not: libFuzzer keeps the input.
func demand(_ holds: Bool, _ text: @autoclosure () -> String) {
  if !holds { fatalError(text()) }
}
