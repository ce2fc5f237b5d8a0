using Tincan.Framing;

namespace Tincan.Reliability.Fuzzing;

/// <summary>A framer: what it makes of a stream must not depend on how the stream was cut.</summary>
internal sealed class FramerTarget(string name, Func<IFramer> make, params string[] seeds) : FuzzTarget
{
    public override string Name => name;

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. seeds.Select(Encoding.Latin1.GetBytes)];

    public override ValueTask<string?> TryAsync(byte[] input, Random chance)
    {
        var whole = Frames(input, static length => length);
        var most = 1 + chance.Next(16);
        var cut = Frames(input, _ => 1 + chance.Next(most));
        return ValueTask.FromResult(whole.SequenceEqual(cut, StringComparer.Ordinal) ? null : "the frames depend on how the stream was cut");
    }

    /// <summary>What the framer says of a stream that comes in pieces.</summary>
    private List<string> Frames(byte[] input, Func<int, int> piece)
    {
        var framer = make();
        var found = new List<string>();
        for (int start = 0, seen = 0, here = 0; start < input.Length;)
        {
            var cut = here > start ? framer.Cut(input.AsSpan(start, here - start), seen) : FrameCut.NeedMore;
            switch (cut.Status)
            {
                case FrameStatus.Done when cut.Consumed <= 0 || cut.Length > cut.Consumed || cut.Consumed > here - start:
                    return ["a frame that cannot be"];
                case FrameStatus.Done:
                    found.Add($"{start}+{cut.Length}/{cut.Consumed}");
                    (start, seen) = (start + cut.Consumed, 0);
                    break;
                case FrameStatus.Invalid:
                    found.Add($"{start}: {cut.Problem}");
                    return found;
                case FrameStatus.NeedMore when here == input.Length:
                    found.Add($"{start}: {framer.Missing(input.AsSpan(start))}");
                    return found;
                default:
                    seen = here - start;
                    here = Math.Min(input.Length, here + piece(input.Length));
                    break;
            }
        }

        return found;
    }
}
