#!/bin/sh
figlet < /banner/message.txt
