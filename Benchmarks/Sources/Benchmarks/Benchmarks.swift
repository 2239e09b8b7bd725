import Foundation

/// Prints what a packet costs, stage by stage; fails where it allocates more than the committed thresholds
/// say. It never fails on time, which depends on the machine.
@main
struct Benchmarks {
  static func main() throws {
    let options = Set(CommandLine.arguments.dropFirst())
    guard options.isSubset(of: ["--record"]) else {
      print("usage: ./dev bench [--record]   --record writes the thresholds anew from what is measured")
      exit(2)
    }
    let stages = Stages(traffic: Traffic(seed: 7, packetLimit: 200_000), rounds: 5)
    let costs = stages.measure()
    if options.contains("--record") { try Thresholds.record(costs) }
    let thresholds = try Thresholds()
    var failed = false
    print("stage".padded(to: 18) + "packets   ns/packet   allocations/packet")
    for (name, cost) in costs {
      let complaint = thresholds.complaint(name, cost)
      failed = failed || complaint != nil
      print(
        name.padded(to: 18) + String(format: "%7d  %10.1f", cost.packets, cost.nanosecondsPerPacket)
          + "   " + Thresholds.text(cost.allocationsPerPacket) + (complaint.map { "   FAILS: \($0)" } ?? ""))
    }
    if let peer = try Peer.nanoseconds(stages.traffic.capture, rounds: 5) {
      print(
        String(format: "whole inspection beside tcpdump --count: %.1f times", stages.whole.nanoseconds / peer)
      )
    } else {
      print("tcpdump is not installed: no comparison")
    }
    if failed { exit(1) }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    padding(toLength: width, withPad: " ", startingAt: 0)
  }
}
