// swift-tools-version: 6.2
import PackageDescription

/// Bulkhead in a browser tab: Core behind a handful of functions that a page calls. Embedded Swift alone
/// builds it.
let package = Package(
  name: "Web",
  products: [.executable(name: "PageModule", targets: ["PageModule"])],
  dependencies: [.package(path: "../Core")],
  targets: [
    .target(name: "CPage", cSettings: [.unsafeFlags(["-mbulk-memory"])]),
    .executableTarget(
      name: "PageModule",
      dependencies: [
        "CPage", .product(name: "Engine", package: "Core"), .product(name: "Captures", package: "Core"),
        .product(name: "Reports", package: "Core"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
      ]),
  ])
