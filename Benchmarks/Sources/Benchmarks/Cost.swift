import CAllocations
import Glibc

/// What a stage cost: processor time and allocations, over the packets that went through it.
struct Cost {
  var nanoseconds: Double
  var allocations: Int
  var packets: Int

  var nanosecondsPerPacket: Double { nanoseconds / Double(max(packets, 1)) }
  var allocationsPerPacket: Double { Double(allocations) / Double(max(packets, 1)) }

  /// Runs a stage several times, each from its beginning. The fewest nanoseconds count, because other
  /// programs only ever add to them; the allocations are those of the last run, the same in each.
  static func measure(rounds: Int, _ stage: () -> Int) -> Cost {
    var cost = Cost(nanoseconds: .infinity, allocations: 0, packets: 0)
    for _ in 0..<rounds {
      let allocations = allocations_so_far()
      let start = processorNanoseconds()
      cost.packets = stage()
      cost.nanoseconds = min(cost.nanoseconds, processorNanoseconds() - start)
      cost.allocations = Int(allocations_so_far() - allocations)
    }
    return cost
  }

  private static func processorNanoseconds() -> Double {
    var now = timespec()
    // SAFETY: the call writes one timespec into the variable, which outlives it.
    _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) * 1e9 + Double(now.tv_nsec)
  }
}
