using Tincan.Hosting;
using Tincan.Protocols.Book;

namespace Tincan.Mutants.Programs;

/// <summary>An address book server with any of the bugs found in classrooms.</summary>
internal sealed record ClassroomBook : IServer
{
    /// <summary>The answer to an address.</summary>
    public required Func<string, string> Answer { get; init; }

    /// <summary>Assumes that one recv returns one message.</summary>
    public bool OneRecv { get; init; }

    /// <summary>Reads the header with one recv, and stops if it is incomplete.</summary>
    public bool HeaderInOneRecv { get; init; }

    /// <summary>Reads the length as a signed byte, and fails if it is negative.</summary>
    public bool SignedLength { get; init; }

    /// <summary>The longest name; it fails on longer ones.</summary>
    public int MaxName { get; init; } = byte.MaxValue;

    /// <summary>Sends the length before the type.</summary>
    public bool SwapsHeader { get; init; }

    /// <summary>Looks up addresses that are not valid UTF-8.</summary>
    public bool TakesAnyBytes { get; init; }

    /// <summary>Sends the length of a name in characters, not in bytes.</summary>
    public bool WritesCharacters { get; init; }

    /// <summary>Reads the length as a number of characters.</summary>
    public bool ReadsCharacters { get; init; }

    /// <summary>Waits for text even if the length is 0.</summary>
    public bool NeedsText { get; init; }

    /// <summary>Closes after this many answers.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>Sends no answer to a message that it does not understand.</summary>
    public bool IsSilentOnUnknown { get; init; }

    /// <summary>Closes with unread bytes (RST) after a message that it does not understand.</summary>
    public bool ResetsOnUnknown { get; init; }

    /// <summary>Does not close after the client's FIN: always, or only inside an address.</summary>
    public (bool Always, bool InText) StaysOpen { get; init; }

    public async Task ServeAsync(Conversation conversation)
    {
        var bytes = new ClassroomBytes(conversation.Wire);
        for (var answers = 0; answers < MaxAnswers; answers++)
        {
            if (OneRecv)
            {
                bytes.Clear();
            }

            if (await bytes.WaitAsync(1) && HeaderInOneRecv && bytes.Count < BookMessage.HeaderSize)
            {
                // Like a thread that has crashed and left the connection open.
                await StayOpenAsync(conversation);
            }

            if (bytes.Count == 0)
            {
                break;
            }

            if (bytes[0] != BookMessage.Query || !(OneRecv ? bytes.Count > 1 : await bytes.WaitAsync(BookMessage.HeaderSize)))
            {
                await RefuseAsync(conversation);
                return;
            }

            var length = SignedLength ? (sbyte)bytes[1] : (int)bytes[1];
            if (length < 0)
            {
                return;
            }

            var whole = await TextAsync(bytes, length);
            if (whole is null)
            {
                await (StaysOpen.InText ? StayOpenAsync(conversation) : Task.CompletedTask);
                return;
            }

            if (whole.Contains('\uFFFD', StringComparison.Ordinal) && !OneRecv && !TakesAnyBytes)
            {
                await RefuseAsync(conversation);
                return;
            }

            await SendAsync(conversation, Answer(whole));
        }

        await (StaysOpen.Always ? StayOpenAsync(conversation) : Task.CompletedTask);
    }

    /// <summary>Consumes the text of a message; null if it does not come.</summary>
    private async Task<string?> TextAsync(ClassroomBytes bytes, int length)
    {
        if (OneRecv)
        {
            return bytes.Consume(BookMessage.HeaderSize, Math.Min(length, bytes.Count - BookMessage.HeaderSize));
        }

        while (bytes.Count < BookMessage.HeaderSize + (NeedsText ? Math.Max(length, 1) : length)
            || (ReadsCharacters && bytes.Peek(BookMessage.HeaderSize).Length < length))
        {
            if (!await bytes.WaitAsync(bytes.Count + 1))
            {
                return null;
            }
        }

        return bytes.Consume(BookMessage.HeaderSize, length);
    }

    private async Task RefuseAsync(Conversation conversation)
    {
        if (IsSilentOnUnknown)
        {
            return;
        }

        await SendAsync(conversation, Encoding.ASCII.GetString(BookMessage.NotUnderstood));
        if (ResetsOnUnknown)
        {
            // Gives data on its way this much time, because an RST may overtake it. Makes each run the same.
            await Task.Delay(TimeSpan.FromSeconds(1), conversation.Time);
            conversation.Wire.Abort();
        }
    }

    private async Task SendAsync(Conversation conversation, string text)
    {
        var name = Encoding.UTF8.GetBytes(text);
        if (name.Length > MaxName)
        {
            await conversation.Wire.FinishAsync();
            return;
        }

        var length = (byte)(WritesCharacters ? text.Length : name.Length);
        byte[] header = SwapsHeader ? [length, BookMessage.Response] : [BookMessage.Response, length];
        await conversation.Wire.SendAsync((byte[])[.. header, .. name]);
    }

    private static Task StayOpenAsync(Conversation conversation) => Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
}
