import Authorization
import CAllocations
import Foundation

/// Makes a plant and its policies, asks Bulkhead's engine about it, and writes both into a folder, where
/// `Benchmarks/decisions.py` lets a peer answer the same.
@main
struct DecisionBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let policyCount = Int(arguments[2]),
      let naming = AccessWorld.Naming(rawValue: arguments[3]), let rounds = Int(arguments[4])
    else {
      print("usage: DecisionBenchmark FOLDER POLICIES head|condition|nowhere ROUNDS")
      exit(2)
    }
    let folder = URL(filePath: arguments[1])
    let world = AccessWorld(policyCount: policyCount, naming: naming, requestCount: 2000, seed: 7)
    let policies = try PolicySet(parsing: world.policies)
    let entities = try Entities(parsing: Array(world.entities.utf8))
    let authorizer = Authorizer(policies: policies, entities: entities)

    var decisions: [Decision] = []
    for written in world.requests { decisions.append(authorizer.decide(written.request)) }
    let differing = differences(world, policies, entities, decisions)
    let (p50, p99, allocations) = measure(authorizer, world.requests.map(\.request), rounds)

    try Data(world.policies.utf8).write(to: folder.appending(path: "policies.cedar"))
    try Data(world.entities.utf8).write(to: folder.appending(path: "entities.json"))
    let requests = "[\n" + world.requests.map(\.json).joined(separator: ",\n") + "\n]\n"
    try Data(requests.utf8).write(to: folder.appending(path: "requests.json"))
    let answers = decisions.map { decision in
      ([decision.isAllowed ? "allow" : "deny"] + decision.reasons.map(\.string)
        + decision.errors.map { "!" + $0.policy.string }).joined(separator: " ")
    }
    try Data((answers.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: "answers.txt"))

    print("entities\t\(entities.entities.count)")
    print("allowed\t\(decisions.count { $0.isAllowed })")
    print("naive\t\(differing)")
    print("p50\t\(p50)")
    print("p99\t\(p99)")
    print("allocations\t\(allocations)")
  }

  /// How many decisions are not those of the naive evaluator.
  private static func differences(
    _ world: AccessWorld, _ policies: PolicySet, _ entities: Entities, _ decisions: [Decision]
  ) -> Int {
    let naive = NaiveAuthorizer(policies: policies.policies, entities: entities.entities)
    return zip(world.requests, decisions).count { written, decision in
      let expected = naive.decide(written.request)
      return expected.isAllowed != decision.isAllowed || expected.reasons != decision.reasons
        || expected.errors.count != decision.errors.count
        || decision.errors.contains { expected.errors[$0.policy] != $0.kind }
    }
  }

  /// Nanoseconds of a decision in the best of the rounds, for other programs only ever add to them, and its
  /// allocations.
  private static func measure(
    _ authorizer: Authorizer, _ requests: [Request], _ rounds: Int
  ) -> (p50: Int, p99: Int, allocations: Double) {
    var best = (p50: Int.max, p99: Int.max)
    var allocations = 0
    for _ in 0..<rounds {
      var times: [Int] = []
      times.reserveCapacity(requests.count)
      let before = allocations_so_far()
      for request in requests {
        let start = now()
        let decision = authorizer.decide(request)
        let end = now()
        if !decision.isAllowed || decision.isAllowed { times.append(end - start) }
      }
      allocations = Int(allocations_so_far() - before)
      times.sort()
      best = (min(best.p50, percentile(times, 50)), min(best.p99, percentile(times, 99)))
    }
    return (best.p50, best.p99, Double(allocations) / Double(requests.count))
  }

  private static func percentile(_ sorted: [Int], _ percent: Int) -> Int {
    sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * percent / 100)]
  }

  private static func now() -> Int {
    var time = timespec()
    // SAFETY: the call writes one timespec into the variable, which outlives it.
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
