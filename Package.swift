// swift-tools-version: 6.2
import PackageDescription

/// Everything that touches the world: files, the command line, and the rules of the house as tests.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Bulkhead",
  targets: [
    .testTarget(name: "HouseTests", swiftSettings: strict)
  ],
  swiftLanguageModes: [.v6]
)
