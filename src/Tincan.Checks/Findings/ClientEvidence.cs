namespace Tincan.Checks.Findings;

/// <summary>Evidence about a client and its input.</summary>
internal sealed partial record Evidence
{
    /// <summary>The input of the client. Defaults to none.</summary>
    public string Input { get; init; } = "";

    /// <summary>The content of the file that a client may write to. Defaults to none.</summary>
    public string OutputFileText { get; init; } = "";

    /// <summary>The lines of the input, without their line ends.</summary>
    public IReadOnlyList<string> InputLines => [.. Input.Split('\n').Select(static line => line.TrimEnd('\r'))];

    /// <summary>Everything that the client has sent.</summary>
    public byte[] Received => Bytes(LastConnection);

    /// <summary>What the client sent before our first answer.</summary>
    public byte[] BeforeFirstAnswer => Bytes(LastConnection.Take(FirstAnswer is var first and >= 0 ? first : int.MaxValue));

    /// <summary>What the client sent after our last write.</summary>
    public byte[] AfterLastAnswer => Bytes(LastConnection.Skip(LastConnection.ToList().FindLastIndex(static one => one.Kind == WireEventKind.Send) + 1));

    /// <summary>Whether we have sent something after the client did.</summary>
    public bool HasAnswered => FirstAnswer >= 0;

    /// <summary>Whether the client has sent every line of its input, and we have answered.</summary>
    public bool IsInputUsedUp
    {
        get
        {
            var sent = Encoding.UTF8.GetString(Received.AsSpan(0, Received.Length - AfterLastAnswer.Length));
            return HasAnswered && InputLines.All(line => sent.Contains(line.Trim(), StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Whether the client has sent a FIN.</summary>
    public bool HasClientClosed => LastConnection.Any(static one => one is { Kind: WireEventKind.Fin, Direction: Direction.ToServer });

    /// <summary>Whether the client has reset the connection (RST).</summary>
    public bool HasClientReset => LastConnection.Any(static one => one is { Kind: WireEventKind.Rst, Direction: Direction.ToServer });

    /// <summary>The index of our first answer in the events of the connection; -1 if there is none. A greeting is no answer.</summary>
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
