using Tincan.Hosting;
using Tincan.Protocols.Book;

namespace Tincan.Mutants.Programs;

/// <summary>A server for length-prefixed messages with any of the bugs that classrooms know.</summary>
internal sealed record ClassroomBook : IServer
{
    /// <summary>What it answers to an address.</summary>
    public required Func<string, string> Answer { get; init; }

    /// <summary>It takes what one recv returns for a message.</summary>
    public bool OneRecv { get; init; }

    /// <summary>It reads the header with one recv, and gives up on a half one.</summary>
    public bool HeaderInOneRecv { get; init; }

    /// <summary>It reads the length as a signed byte, and fails on a negative one.</summary>
    public bool SignedLength { get; init; }

    /// <summary>It fails on a longer name.</summary>
    public int MaxName { get; init; } = byte.MaxValue;

    /// <summary>It sends the length before the type.</summary>
    public bool SwapsHeader { get; init; }

    /// <summary>It looks up what is not UTF-8 like any other address.</summary>
    public bool TakesAnyBytes { get; init; }

    /// <summary>It tells how many characters a name has, not how many bytes.</summary>
    public bool WritesCharacters { get; init; }

    /// <summary>It waits for so many characters, not bytes.</summary>
    public bool ReadsCharacters { get; init; }

    /// <summary>It waits for text even if there is none.</summary>
    public bool NeedsText { get; init; }

    /// <summary>It closes behind so many answers.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>It says nothing to a message that it does not understand.</summary>
    public bool IsSilentOnUnknown { get; init; }

    /// <summary>It closes over what it has not read (RST) when it does not understand.</summary>
    public bool ResetsOnUnknown { get; init; }

    /// <summary>When the client has finished, it goes on to wait: always, or in the middle of an address only.</summary>
    public (bool Always, bool InText) Stays { get; init; }

    public async Task ServeAsync(Conversation conversation)
    {
        var bytes = new ClassroomBytes(conversation.Wire);
        for (var answers = 0; answers < MaxAnswers; answers++)
        {
            if (OneRecv)
            {
                bytes.Forget();
            }

            if (await bytes.WaitAsync(1) && HeaderInOneRecv && bytes.Count < BookMessage.HeaderSize)
            {
                // As a thread that has failed, with the connection open.
                await StayAsync(conversation);
            }

            if (bytes.Count == 0)
            {
                break;
            }

            if (bytes[0] != BookMessage.Query || !(OneRecv ? bytes.Count > 1 : await bytes.WaitAsync(BookMessage.HeaderSize)))
            {
                await ComplainAsync(conversation);
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
                await (Stays.InText ? StayAsync(conversation) : Task.CompletedTask);
                return;
            }

            if (whole.Contains('\uFFFD', StringComparison.Ordinal) && !OneRecv && !TakesAnyBytes)
            {
                await ComplainAsync(conversation);
                return;
            }

            await SendAsync(conversation, Answer(whole));
        }

        await (Stays.Always ? StayAsync(conversation) : Task.CompletedTask);
    }

    /// <summary>The text of a message, which is taken; null if it never comes.</summary>
    private async Task<string?> TextAsync(ClassroomBytes bytes, int length)
    {
        if (OneRecv)
        {
            return bytes.Take(BookMessage.HeaderSize, Math.Min(length, bytes.Count - BookMessage.HeaderSize));
        }

        while (bytes.Count < BookMessage.HeaderSize + (NeedsText ? Math.Max(length, 1) : length)
            || (ReadsCharacters && bytes.Peek(BookMessage.HeaderSize).Length < length))
        {
            if (!await bytes.WaitAsync(bytes.Count + 1))
            {
                return null;
            }
        }

        return bytes.Take(BookMessage.HeaderSize, length);
    }

    private async Task ComplainAsync(Conversation conversation)
    {
        if (IsSilentOnUnknown)
        {
            return;
        }

        await SendAsync(conversation, Encoding.ASCII.GetString(BookMessage.NotUnderstood));
        if (ResetsOnUnknown)
        {
            // RST may overtake what was said before it; it has this time to arrive, so that it is the same in each run.
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

    private static Task StayAsync(Conversation conversation) => Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
}
