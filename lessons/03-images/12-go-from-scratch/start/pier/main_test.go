package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func page(p pier) string {
	answer := httptest.NewRecorder()
	p.ServeHTTP(answer, httptest.NewRequest("GET", "/", nil))
	return answer.Body.String()
}

func TestWithoutStation(t *testing.T) {
	if got := page(pier{}); got != "At the pier: Seagull\n" {
		t.Errorf("got %q", got)
	}
}

func TestWithStation(t *testing.T) {
	station := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "light, from the west")
	}))
	defer station.Close()
	if got := page(pier{station.URL}); !strings.HasSuffix(got, "Wind: light, from the west\n") {
		t.Errorf("got %q", got)
	}
}

func TestStationThatIsNotThere(t *testing.T) {
	station := httptest.NewServer(http.NotFoundHandler())
	defer station.Close()
	if got := page(pier{station.URL}); !strings.Contains(got, "404 Not Found") {
		t.Errorf("got %q", got)
	}
}
