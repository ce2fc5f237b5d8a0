using System.Text.Unicode;
using Tincan.Hosting;

namespace Tincan.Protocols.Book;

/// <summary>Answers queries from its book: <c>conversation = *( query response )</c>.</summary>
/// <param name="book">The book, which is asked for each query.</param>
/// <param name="oneShot">Closes the connection after one answer, as classroom servers do.</param>
public sealed class BookServer(IBook book, bool oneShot = false) : IServer
{
    private static readonly byte[] NotFound = BookMessage.Encode(BookMessage.Response, BookMessage.NotFound);
    private static readonly byte[] Unavailable = BookMessage.Encode(BookMessage.Response, BookMessage.Unavailable);
    private static readonly byte[] NotUnderstood = BookMessage.Encode(BookMessage.Response, BookMessage.NotUnderstood);

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        using var queries = new FrameReader(conversation.Wire, new BookFramer(BookMessage.Query));
        using var sending = new SendBuffer(conversation.Wire);
        try
        {
            while (await queries.ReadAsync() is { } query)
            {
                do
                {
                    Answer(query.Span[BookMessage.HeaderSize..], sending);
                }
                while (!oneShot && !sending.IsFull && queries.TryRead(out query));

                await sending.FlushAsync(default);
                if (oneShot)
                {
                    return;
                }

                await queries.WaitForDataAsync();
            }
        }
        catch (WireException broken) when (broken.Reason is CloseReason.Malformed or CloseReason.Idle or CloseReason.Slow)
        {
            // Invalid bytes, or an incomplete query.
            sending.Write(NotUnderstood);
            await sending.FlushAsync(default);
            throw;
        }
    }

    private void Answer(ReadOnlySpan<byte> email, SendBuffer sending)
    {
        if (!Utf8.IsValid(email))
        {
            throw new WireException(CloseReason.Malformed, "the address asked for is not UTF-8");
        }

        sending.Write(book.Find(email, out var response) switch
        {
            LookupOutcome.Found => response.Span,
            LookupOutcome.NotFound => NotFound,
            _ => Unavailable,
        });
    }
}
