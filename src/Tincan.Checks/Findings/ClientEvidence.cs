namespace Tincan.Checks.Findings;

/// <summary>What was seen of a client, and of its input.</summary>
internal sealed partial record Evidence
{
    /// <summary>The input that a client was given. Defaults to none.</summary>
    public string Input { get; init; } = "";

    /// <summary>What the file holds that a client may write to. Defaults to nothing.</summary>
    public string OutputFileText { get; init; } = "";

    /// <summary>The lines of a client's input, without their line ends.</summary>
    public IReadOnlyList<string> InputLines => [.. Input.Split('\n').Select(static line => line.TrimEnd('\r'))];

    /// <summary>All that a client has sent.</summary>
    public byte[] Received => Bytes(LastConnection);

    /// <summary>What a client sent before we answered anything.</summary>
    public byte[] BeforeFirstAnswer => Bytes(LastConnection.Take(FirstAnswer is var first and >= 0 ? first : int.MaxValue));

    /// <summary>What a client sent after the last thing that we sent.</summary>
    public byte[] AfterLastAnswer => Bytes(LastConnection.Skip(LastConnection.ToList().FindLastIndex(static one => one.Kind == WireEventKind.Send) + 1));

    /// <summary>We have sent something since a client sent something.</summary>
    public bool HasAnswered => FirstAnswer >= 0;

    /// <summary>A client has sent every line of its input, and we have answered.</summary>
    public bool IsInputUsedUp
    {
        get
        {
            var sent = Encoding.UTF8.GetString(Received.AsSpan(0, Received.Length - AfterLastAnswer.Length));
            return HasAnswered && InputLines.All(line => sent.Contains(line.Trim(), StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>A client has finished sending (FIN).</summary>
    public bool HasClientClosed => LastConnection.Any(static one => one is { Kind: WireEventKind.Fin, Direction: Direction.ToServer });

    /// <summary>A client has reset the connection (RST).</summary>
    public bool HasClientReset => LastConnection.Any(static one => one is { Kind: WireEventKind.Rst, Direction: Direction.ToServer });

    /// <summary>Where in the events of the connection we answered a client for the first time; -1 if we did not. A greeting is no answer.</summary>
    private int FirstAnswer
    {
        get
        {
            var ours = LastConnection.ToList();
            var asked = ours.FindIndex(static one => one.Kind == WireEventKind.Receive);
            return asked < 0 ? -1 : ours.FindIndex(asked, static one => one.Kind == WireEventKind.Send);
        }
    }

    private static byte[] Bytes(IEnumerable<WireEvent> events) => [.. events.Where(static one => one.Kind == WireEventKind.Receive).SelectMany(static one => one.Bytes.ToArray())];
}
