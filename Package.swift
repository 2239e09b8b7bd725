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
  dependencies: [
    .package(path: "Core")
  ],
  targets: [
    .target(
      name: "VendorRegistry", dependencies: [.product(name: "Inventory", package: "Core")],
      swiftSettings: strict),
    .testTarget(name: "HouseTests", swiftSettings: strict),
    .testTarget(
      name: "VendorRegistryTests",
      dependencies: [
        "VendorRegistry", .product(name: "Inventory", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
