package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// paged prints what write writes through the pager of the user, chosen as git chooses it: GIT_PAGER, else PAGER, else less, which is told to
// leave by itself what fits the screen. An empty one, and cat, stand for none. Where the pager cannot be started there is none either.
func (a *app) paged(write func(io.Writer) error) error {
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	pager, set := "less", false
	for _, name := range []string{"GIT_PAGER", "PAGER"} {
		if value, is := os.LookupEnv(name); is && !set {
			pager, set = value, true
		}
	}
	if pager != "" && pager != "cat" && a.env.Getenv("TERM") != "dumb" {
		if ran, err := a.page(pager, text.Bytes()); ran {
			return err
		}
	}
	_, err := text.WriteTo(a.env.Stdout)
	return err
}

// page shows text in a pager, and reports whether that could be started.
func (a *app) page(pager string, text []byte) (ran bool, err error) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		return false, nil
	}
	cmd := exec.Command(shell, "-c", pager)
	cmd.Stdout, cmd.Stderr = a.env.Stdout, a.env.Stderr
	cmd.Env = os.Environ()
	for name, value := range map[string]string{"LESS": "FRX", "LV": "-c"} {
		if a.env.Getenv(name) == "" {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		return false, nil
	}
	if err := cmd.Start(); err != nil {
		return false, nil
	}
	signal.Ignore(os.Interrupt) // it is meant for the pager
	_, problem := in.Write(text)
	in.Close()
	err = cmd.Wait()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && (exit.ExitCode() == 126 || exit.ExitCode() == 127):
		return false, nil // the shell has found no such program
	case problem == nil || errors.Is(problem, syscall.EPIPE):
		return true, nil // who leaves the pager early has read enough
	}
	return true, problem
}
