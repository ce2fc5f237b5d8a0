using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>Describes events for people.</summary>
internal static class EventText
{
    /// <summary>The kind of row for an event.</summary>
    public static LadderRowKind KindOf(WireEvent happened) => happened.Kind switch
    {
        WireEventKind.Connect or WireEventKind.Accept => LadderRowKind.Opened,
        WireEventKind.Receive or WireEventKind.Send => LadderRowKind.Chunk,
        WireEventKind.Fin => LadderRowKind.Fin,
        WireEventKind.Rst => LadderRowKind.Rst,
        WireEventKind.Timeout => LadderRowKind.Timeout,
        WireEventKind.Fault => LadderRowKind.Fault,
        WireEventKind.Close => LadderRowKind.Closed,
        _ => LadderRowKind.Note,
    };

    /// <summary>The text for an event. For a chunk: how it splits or coalesces messages, or the name of its message if it is exactly one.</summary>
    public static string Of(WireEvent happened, IReadOnlyList<MessagePart> parts) => happened.Kind switch
    {
        WireEventKind.Connect => With(happened.By is { } by ? $"{by} connected to server" : "client connected", happened.Text),
        WireEventKind.Accept => With($"{happened.Service ?? happened.By ?? "server"} accepted", happened.Text),
        WireEventKind.Receive or WireEventKind.Send => Messages(parts),
        WireEventKind.Fin => $"{Ender(happened)} (FIN)",
        WireEventKind.Rst => $"{Ender(happened)} (RST)",
        WireEventKind.Timeout => With($"timeout waiting for {Sender(happened)}", happened.Text),
        WireEventKind.Fault => $"!! {With(happened.Fault ?? "fault", happened.Text)}",
        WireEventKind.Close => With($"closed: {(happened.Reason is { } reason ? CloseReasonText.Of(reason, happened.By == WireEvent.ByProxy) : "no reason given")}", happened.Text),
        _ => happened.Text ?? "",
    };

    /// <summary>What ended a direction, and how.</summary>
    public static string Ender(WireEvent happened) =>
        $"{(happened.Fault is { } fault ? $"fault {fault}" : happened.By ?? Sender(happened))} {(happened.Kind == WireEventKind.Fin ? "has finished" : "reset the connection")}";

    /// <summary>What ended a direction, if not its sender: <c> by fault reset-after</c>, or nothing.</summary>
    public static string ByOther(WireEvent happened) =>
        happened.Fault is { } fault ? $" by fault {fault}" : happened.By is { } by ? $" by {by}" : "";

    /// <summary>The sender of an event's direction.</summary>
    public static string Sender(WireEvent happened) => happened.Direction == Direction.ToServer ? "client" : "server";

    /// <summary>An event's direction, for formats without arrows.</summary>
    public static string Way(WireEvent happened) => happened.Direction == Direction.ToServer ? "client > server" : "server > client";

    private static string Messages(IReadOnlyList<MessagePart> parts)
    {
        if (parts.Count == 0 || (parts.Count == 1 && parts[0].IsWhole))
        {
            return parts.Count == 0 ? "" : parts[0].Name ?? "";
        }

        var words = new List<string>(3);
        var whole = parts.Where(static part => part.IsWhole).ToList();
        words.AddRange(parts.TakeWhile(static part => !part.IsWhole && part.IsLast).Select(Part));
        if (whole.Count > 0)
        {
            words.Add(whole.Count == 1 ? $"message {whole[0].Number}" : $"messages {whole[0].Number}-{whole[^1].Number}");
        }

        words.AddRange(parts.Where(static part => !part.IsLast).Select(Part));
        var names = parts.Select(static part => part.Name).OfType<string>().ToList();
        return string.Join(", ", words) + (parts.Count > 1 ? " coalesced" : "") + (names.Count > 0 ? $": {string.Join(", ", names)}" : "");
    }

    private static string Part(MessagePart part) =>
        part.IsLast ? $"message {part.Number} part {part.Part} of {part.Part}" : $"message {part.Number} part {part.Part}";

    private static string With(string words, string? more) => more is null ? words : $"{words}: {more}";
}
