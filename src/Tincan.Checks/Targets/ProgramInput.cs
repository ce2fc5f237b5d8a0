namespace Tincan.Checks.Targets;

/// <summary>
/// The standard input of a program. The input of the case is sent only when the program is listening or has connected. Before that, questions such as the one
/// for its port are answered, so that they do not consume the input of the case.
/// </summary>
/// <param name="stdin">The standard input of the program.</param>
/// <param name="output">The output of the program. A last line without a line end is a question.</param>
/// <param name="isReading">Whether the program is reading its standard input, as far as the system shows.</param>
/// <param name="isBusy">Whether the program runs, or waits for a processor or a disk, as far as the system shows.</param>
/// <param name="prompts">The answers.</param>
/// <param name="time">Measures how long the program takes.</param>
internal sealed class ProgramInput(Stream stdin, ProgramOutput output, Func<bool> isReading, Func<bool> isBusy, Prompts prompts, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>A line without a line end counts as a question after this time.</summary>
    private static readonly TimeSpan PromptDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>A program that reads this long without output is asking without a question. On a busy machine its output may take a while to arrive here.</summary>
    private static readonly TimeSpan SilentPromptDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>A program may read its input before it connects in a way that the system does not show.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    /// <summary>On a busy machine a program may take longer than that before it asks; while it is busy, it gets more time, but not more than this.</summary>
    private static readonly TimeSpan MaxBusy = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The end of the output when the program got the input of the case before it was listening or had connected, without any other answer.</summary>
    private volatile string? _typedAt;

    /// <summary>Call it when the program is listening or has connected.</summary>
    /// <param name="hasConnected">Whether it has, and not ended.</param>
    public void Release(bool hasConnected)
    {
        if (hasConnected && _typedAt is { } question && QuestionIn(output.Text, 0) is var last && (last.Length == 0 || last == question))
        {
            prompts.NeedsInputAt(question);
        }

        _released.TrySetResult();
    }

    /// <summary>Answers questions, and then writes the input.</summary>
    /// <param name="input">The input of the case.</param>
    public async Task TypeAsync(ReadOnlyMemory<byte> input)
    {
        try
        {
            await AnswerAsync();
            await stdin.WriteAsync(input);
            stdin.Close();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The program exited without reading all of its input.
        }
    }

    /// <summary>Answers questions until the program is listening or has connected, or asks something that only the input of the case can answer.</summary>
    private async Task AnswerAsync()
    {
        var answered = 0;
        var (last, since) = ("", time.GetTimestamp());
        var started = since;
        for (var began = since; !_released.Task.IsCompleted && time.GetElapsedTime(began) < MaxWait;)
        {
            await Task.WhenAny(_released.Task, Task.Delay(PollInterval, time));
            var text = output.Text;
            if (text != last)
            {
                // A slow program gets more time as long as it writes.
                (last, since, began) = (text, time.GetTimestamp(), time.GetTimestamp());
                continue;
            }

            if (isBusy() && time.GetElapsedTime(started) < MaxBusy)
            {
                began = time.GetTimestamp();
            }

            var question = QuestionIn(text, answered);
            if (question.Length == 0 && !isReading())
            {
                since = time.GetTimestamp();
            }

            if (answered == 0 && prompts.IsInputNeededAt(question))
            {
                break;
            }

            if (time.GetElapsedTime(since) < (question.Length == 0 ? SilentPromptDelay : PromptDelay))
            {
                continue;
            }

            // From now on, it reads the input of the case.
            if (_released.Task.IsCompleted || prompts.Answer(question) is not { } answer)
            {
                break;
            }

            await stdin.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{answer}\n"));
            await stdin.FlushAsync();
            (answered, since) = (text.Length, time.GetTimestamp());
        }

        _typedAt = answered == 0 && !_released.Task.IsCompleted ? QuestionIn(last, 0) : null;
    }

    /// <summary>A last line without a line end.</summary>
    private static string QuestionIn(string text, int from) => text[Math.Max(text.LastIndexOf('\n') + 1, from)..];
}
