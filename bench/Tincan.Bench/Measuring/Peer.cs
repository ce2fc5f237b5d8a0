using Tincan.Bench.Processes;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Measuring;

/// <summary>A server to compare.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Command">Starts it; its first line of output says where it listens.</param>
/// <param name="Answers">It answers questions about itself on its standard input.</param>
internal sealed record Peer(string Name, IReadOnlyList<string> Command, bool Answers)
{
    public static Peer Ours { get; } = new(Serving.Ours, [ThisProgram.Path, "--serve", Serving.Ours], Answers: true);

    public static Peer Recorded { get; } =
        new(Serving.Recorded, [ThisProgram.Path, "--serve", Serving.Recorded], Answers: true);

    public static Peer Bare { get; } = new(Serving.Bare, [ThisProgram.Path, "--serve", Serving.Bare], Answers: true);

    public static Peer Python { get; } = new("python", ["python3", ThisProgram.Beside("peers/threaded_echo.py")], Answers: false);
}
